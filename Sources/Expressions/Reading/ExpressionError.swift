// SPDX-License-Identifier: GPL-3.0-or-later

/// What was wrong with an expression, said so that the person can mend it.
public struct ExpressionError: Error, Sendable, Equatable {
    /// The part that is wrong, in Unicode scalars of the line that the expression stands in.
    public let span: Range<Int>

    /// What is wrong, as a clause without a full stop.
    public let problem: String

    /// What to type instead, as a clause without a full stop; nil where nothing helps.
    public let remedy: String?

    /// What sort of mistake it is.
    public let kind: Kind

    /// The sorts of mistake.
    public enum Kind: Sendable, Equatable {
        /// The text does not follow the grammar.
        case syntax
        /// A name or a function that does not exist.
        case unknownName
        /// A number where a truth value belongs, or the other way round; or a wrong count of
        /// arguments.
        case type
    }

    /// Makes an error.
    public init(
        span: Range<Int>, problem: String, remedy: String? = nil, kind: Kind = .syntax
    ) {
        self.span = span
        self.problem = problem
        self.remedy = remedy
        self.kind = kind
    }

    /// Returns the error as seen from a line in which the expression begins later.
    func shifted(by offset: Int) -> ExpressionError {
        ExpressionError(
            span: span.lowerBound + offset..<span.upperBound + offset, problem: problem,
            remedy: remedy, kind: kind)
    }
}
