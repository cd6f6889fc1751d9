// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// A way to weight tokens, ready to train with: a rule with its parameters fixed.
public struct TrainingMethod: Sendable {
    /// What people type; errors name it.
    public let name: String

    /// What legends show.
    public let title: String

    /// The weights.
    public let rule: BoundRule

    /// What the rule reads of the policy's entropy.
    public let entropyUse: EntropyUse

    /// Makes a method.
    public init(name: String, title: String, rule: BoundRule, entropyUse: EntropyUse = .none) {
        self.name = name
        self.title = title
        self.rule = rule
        self.entropyUse = entropyUse
    }
}
