// SPDX-License-Identifier: GPL-3.0-or-later

/// One word or sign of an expression, with where it stands in the expression's text.
struct Lexeme: Equatable {
    /// What it is.
    let kind: Kind

    /// Where it stands, in Unicode scalars from the beginning of the expression.
    let span: Range<Int>

    /// The sorts of lexeme.
    enum Kind: Equatable {
        case number(Double)
        /// A name in its ASCII spelling.
        case name(String)
        case keyword(Keyword)
        case sign(Sign)
        case leftParenthesis, rightParenthesis, comma
        case end
    }

    /// The words that are part of the grammar.
    enum Keyword: String, CaseIterable {
        case `if`, then, `else`, and, or, not
    }

    /// The signs between numbers.
    enum Sign: String {
        case plus = "+"
        case minus = "-"
        case times = "*"
        case divided = "/"
        case power = "^"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case unequal = "!="
    }
}
