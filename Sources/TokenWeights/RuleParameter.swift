// SPDX-License-Identifier: GPL-3.0-or-later

/// One number that people can set on a method.
public struct RuleParameter: Sendable, Equatable {
    /// What people type, in ASCII: `eps_low`.
    public let name: String

    /// What the screen shows: `ε_low`.
    public let symbol: String

    /// What it means, in one sentence.
    public let summary: String

    /// The value where nothing is set.
    public let defaultValue: Double

    /// The values allowed.
    public let domain: NumberDomain

    /// Makes a parameter.
    public init(
        name: String, symbol: String, summary: String, defaultValue: Double, domain: NumberDomain
    ) {
        self.name = name
        self.symbol = symbol
        self.summary = summary
        self.defaultValue = defaultValue
        self.domain = domain
    }
}
