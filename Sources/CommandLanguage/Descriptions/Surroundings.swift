// SPDX-License-Identifier: GPL-3.0-or-later

public import Expressions
public import TokenWeights

/// What a line is read against: the words and numbers that exist at this moment.
public struct Surroundings: Sendable {
    /// The words behind each ``Choices/current(_:)`` and ``Choices/suggested(_:)``, by its key.
    public var words: [String: [Choice]]

    /// Numbers that expressions in arguments may name, such as `eps_low`, by their ASCII names.
    public var numbers: [String: Double]

    /// Functions that expressions may call.
    public var functions: [String: Scope.Function]

    /// The numbers allowed behind keys that people choose, by the key's ASCII name.
    ///
    /// For ``Parameter/Kind/setting``: `set eps_low=…` is held to the domain of `eps_low`, and so is
    /// `set dapo.eps_low=…` where `dapo.eps_low` has none of its own.
    public var domains: [String: NumberDomain]

    /// The words that stand for 0, 1, … behind keys that people choose, by the key's ASCII name:
    /// `set optimizer=adam`.
    public var choices: [String: [String]]

    /// Whether a unique prefix of a verb will do: at the prompt only.
    public var allowsPrefixes: Bool

    /// Makes surroundings.
    public init(
        words: [String: [Choice]] = [:], numbers: [String: Double] = [:],
        functions: [String: Scope.Function] = Scope.standardFunctions,
        domains: [String: NumberDomain] = [:], choices: [String: [String]] = [:],
        allowsPrefixes: Bool = false
    ) {
        self.words = words
        self.numbers = numbers
        self.functions = functions
        self.domains = domains
        self.choices = choices
        self.allowsPrefixes = allowsPrefixes
    }

    /// The names and functions that expressions are read against.
    public var scope: Scope { Scope(numbers: numbers, functions: functions) }
}
