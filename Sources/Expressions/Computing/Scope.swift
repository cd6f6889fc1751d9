// SPDX-License-Identifier: GPL-3.0-or-later

/// What the names in an expression mean.
public struct Scope: Sendable {
    /// The numbers, by the ASCII spelling of their names (see ``canonicalName(_:)``).
    public var numbers: [String: Double]

    /// The functions, by the ASCII spelling of their names.
    public var functions: [String: Function]

    /// Other names for the numbers: `["pi": "p"]` lets people write π for p.
    public var aliases: [String: String]

    /// A function of numbers that gives a number.
    public struct Function: Sendable {
        /// How many arguments it takes.
        public let arity: ClosedRange<Int>

        /// What it gives, in one line.
        public let summary: String

        /// Returns the value for as many numbers as ``arity`` allows; NaN where there is none.
        public let apply: @Sendable ([Double]) -> Double

        /// Makes a function.
        public init(
            arity: ClosedRange<Int>, summary: String,
            apply: @escaping @Sendable ([Double]) -> Double
        ) {
            self.arity = arity
            self.summary = summary
            self.apply = apply
        }
    }

    /// Makes a scope, with the standard functions where no others are given.
    public init(
        numbers: [String: Double] = [:],
        functions: [String: Function] = Scope.standardFunctions,
        aliases: [String: String] = [:]
    ) {
        self.numbers = numbers
        self.functions = functions
        self.aliases = aliases
    }

    /// Returns the number after a name in ASCII, or nil.
    func number(_ name: String) -> Double? {
        numbers[name] ?? aliases[name].flatMap { numbers[$0] }
    }
}
