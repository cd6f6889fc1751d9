// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// A way to weight tokens, ready to train with: a rule with its parameters fixed.
public struct TrainingMethod: Sendable {
    /// What people type; errors name it.
    public let name: String

    /// What legends show.
    public let title: String

    /// The weights.
    public let weighting: Weighting

    /// What the rule reads of the policy's entropy.
    public let entropyUse: EntropyUse

    /// What a rule looks at to weigh a token.
    public enum Weighting: Sendable {
        /// The token alone.
        case tokens(BoundRule)
        /// The whole response; not in exact mode, which has no responses.
        case responses(BoundSequenceRule)
    }

    /// Makes a method that weighs one token at a time.
    public init(name: String, title: String, rule: BoundRule, entropyUse: EntropyUse = .none) {
        self.name = name
        self.title = title
        weighting = .tokens(rule)
        self.entropyUse = entropyUse
    }

    /// Makes a method that weighs whole responses.
    public init(name: String, title: String, rule: BoundSequenceRule) {
        self.name = name
        self.title = title
        weighting = .responses(rule)
        entropyUse = .none
    }
}

extension TrainingMethod {
    /// Whether the rule must be shown every response in order.
    var needsResponses: Bool {
        switch weighting {
        case .tokens: entropyUse == .quantile
        case .responses: true
        }
    }

    /// Whether the rule has an interval that single tokens' ratios can be outside of.
    var hasInterval: Bool {
        switch weighting {
        case .tokens(let rule): rule.isOutside != nil
        case .responses: false
        }
    }

    /// How the method averages the tokens of a minibatch, where the settings say it one way.
    func aggregation(_ settings: TrainingSettings) -> TrainingSettings.Aggregation {
        guard case .responses(let rule) = weighting else { return settings.aggregation }
        switch rule.reduction {
        case .mean: return .sequenceMean
        case .sum: return .tokenMean
        }
    }

    /// Returns the rule on single tokens, which is all that exact training can use.
    ///
    /// - Throws: ``SimulationError`` with a remedy for a rule on whole responses.
    func tokenRule(orElse remedy: String) throws(SimulationError) -> BoundRule {
        if case .tokens(let rule) = weighting { return rule }
        throw SimulationError(
            "\(name) weighs whole responses, and exact training has none", parameter: "methods",
            hint: "\(remedy), or leave out \(name)")
    }
}
