// SPDX-License-Identifier: GPL-3.0-or-later

public import Expressions
public import TokenWeights

/// What a line is read against: the words and numbers that exist at this moment.
///
/// Everything is made when it is asked for, so that a line costs only what it needs to know.
public struct ParsingContext: Sendable {
    /// Returns the words after a key of ``Choices/current(_:)`` and ``Choices/suggested(_:)``.
    public var words: @Sendable (_ key: String) -> [Choice]

    /// Returns the word after a key that somebody means, as it is spelled there.
    ///
    /// Nil where there is none. The words need not be listed for that.
    public var known: @Sendable (_ key: String, _ word: String) -> String?

    /// Returns the numbers that expressions in arguments may name, such as `eps_low`, by their ASCII
    /// names.
    public var numbers: @Sendable () -> [String: Double]

    /// Returns the functions that expressions may call, the standard ones among them.
    public var functions: @Sendable () -> [String: Scope.Function]

    /// Returns the numbers allowed after a key that people choose, by the key's ASCII name, or nil.
    ///
    /// For ``Parameter/Kind/setting``: `set eps_low=…` is held to the domain of `eps_low`, and so is
    /// `set dapo.eps_low=…` where `dapo.eps_low` has none of its own.
    public var domain: @Sendable (_ name: String) -> NumberDomain?

    /// The words that stand for 0, 1, … after keys that people choose, by the key's ASCII name:
    /// `set optimizer=adam`.
    public var choices: [String: [String]]

    /// Whether a unique prefix of a verb will do: at the prompt only.
    public var allowsPrefixes: Bool

    /// Returns the home folder, for which `~` stands in paths; nil where there is none.
    public var home: @Sendable () -> String?

    /// Returns the number that a word stands for after a key that people choose, by the key's ASCII
    /// name, where more than a list of words may be typed: `set rollout=top-p:0.95`; nil elsewhere.
    public var spelled: @Sendable (_ name: String, _ word: String) -> Double?

    /// What to type where there are no words yet after a key of ``Choices/current(_:)``: what makes the
    /// first one.
    public var firstOf: [String: String]

    /// Returns what a number is where nobody says another one, by the key's ASCII name, in a line that has
    /// some keys with their values; nil where nothing is usual.
    ///
    /// Advice names it in the place of a number that is not allowed.
    public var usual: @Sendable (_ name: String, _ line: [String: String]) -> Double?

    /// Makes context.
    public init(
        words: @escaping @Sendable (_ key: String) -> [Choice],
        known: @escaping @Sendable (_ key: String, _ word: String) -> String?,
        numbers: @escaping @Sendable () -> [String: Double],
        functions: @escaping @Sendable () -> [String: Scope.Function],
        domain: @escaping @Sendable (_ name: String) -> NumberDomain?,
        choices: [String: [String]], allowsPrefixes: Bool,
        home: @escaping @Sendable () -> String? = { nil },
        spelled: @escaping @Sendable (_ name: String, _ word: String) -> Double? = { _, _ in nil },
        firstOf: [String: String] = [:],
        usual: @escaping @Sendable (_ name: String, _ line: [String: String]) -> Double? = { _, _ in
            nil
        }
    ) {
        self.words = words
        self.known = known
        self.numbers = numbers
        self.functions = functions
        self.domain = domain
        self.choices = choices
        self.allowsPrefixes = allowsPrefixes
        self.home = home
        self.spelled = spelled
        self.firstOf = firstOf
        self.usual = usual
    }

    /// The names and functions that expressions are read against.
    var scope: Scope { Scope(numbers: numbers(), functions: functions()) }
}
