// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Testing

/// What is wrong with a text: where, what, and what to type instead.
struct ErrorRow: Sendable {
    let text: String
    let span: Range<Int>
    let problem: String
    let remedy: String?

    init(_ text: String, _ span: Range<Int>, _ problem: String, _ remedy: String? = nil) {
        self.text = text
        self.span = span
        self.problem = problem
        self.remedy = remedy
    }
}

private let scope = Scope(numbers: ["r": 0.5, "A": 1, "eps_high": 0.2])

@Suite("Errors in expressions")
struct ExpressionErrorTests {
    private static let rows = [
        ErrorRow("", 0..<0, "the expression is empty"),
        ErrorRow("  ", 2..<2, "the expression is empty"),
        ErrorRow("1 +", 3..<3, "a number or a name is missing at the end"),
        ErrorRow("1 + * 2", 4..<5, "a number or a name is missing here"),
        ErrorRow("1,5", 0..<3, "numbers use a dot, not a comma", "write 1.5"),
        ErrorRow("2*1,5", 2..<5, "numbers use a dot, not a comma", "write 1.5"),
        ErrorRow("r, 5", 1..<2, "a comma stands between the arguments of a function only"),
        ErrorRow("(1", 0..<1, "this bracket is never closed", "add a )"),
        ErrorRow("max(1, 2", 3..<4, "this bracket is never closed", "add a )"),
        ErrorRow("1)", 1..<2, "this bracket was never opened", "leave out the )"),
        ErrorRow("2 r", 2..<3, "an operator is missing before r", "to multiply, write * r"),
        ErrorRow("2r", 0..<2, "a number runs into other letters", "to multiply, write 2*r"),
        ErrorRow(
            "0x10", 0..<4, "a number runs into other letters",
            "numbers look like 0.05, 5%, 1e-3, 200k or 2M"),
        ErrorRow("1e999", 0..<5, "this number is too large", "for infinity, write inf"),
        ErrorRow(
            "0 < r < 1", 0..<7, "comparisons do not chain", "for a < b < c, say a < b and b < c"),
        ErrorRow("r = 1", 2..<3, "= is no part of an expression", "to compare, write =="),
        ErrorRow("r & 2", 2..<3, "& is no part of an expression", "write and"),
        ErrorRow("|r|", 0..<3, "| is no part of an expression", "write abs(r)"),
        ErrorRow("r!", 1..<2, "! means not, and stands before what it denies", "leave out the !"),
        ErrorRow("[1]", 0..<1, "[ is no part of an expression", "brackets are ( and )"),
        ErrorRow("5 %", 2..<3, "% is no part of an expression", "put % right after a number: 5%"),
        ErrorRow("r\u{1B}", 1..<2, "U+001B is no part of an expression"),
        ErrorRow("r\u{202E}", 1..<2, "U+202E is no part of an expression"),
        ErrorRow(
            "if A > 0 then 1", 15..<15, "else is missing here",
            "a choice looks like if A > 0 then r else 1"),
        ErrorRow(
            "if A > 0, 1, 2", 8..<9, "then is missing here",
            "a choice looks like if A > 0 then r else 1"),
        ErrorRow("r then", 2..<6, "then does not belong here"),
        ErrorRow("esp_high", 0..<8, "there is no number \"esp_high\"", "did you mean eps_high?"),
        ErrorRow("1 + foo", 4..<7, "there is no number \"foo\"", "the names here are A eps_high r"),
        ErrorRow("sqrt", 0..<4, "there is no number \"sqrt\"", "a function has brackets: sqrt(…)"),
        ErrorRow("infinity", 0..<8, "there is no number \"infinity\"", "write inf"),
        ErrorRow("sqr(2)", 0..<3, "there is no function \"sqr\"", "did you mean sqrt?"),
        ErrorRow("r(2)", 0..<1, "r is a number, not a function", "to multiply, write r*"),
        ErrorRow("sqrt(1, 2)", 0..<10, "sqrt takes 1 number, not 2"),
        ErrorRow(
            "clip(1, 2)", 0..<10, "clip takes 3 numbers, not 2", "it looks like clip(r, 0.5, 2)"),
        ErrorRow("min(1)", 0..<6, "min takes at least 2 numbers, not 1"),
        ErrorRow("min()", 0..<5, "min takes at least 2 numbers, not 0"),
        ErrorRow(
            "1 + (r > 1)", 4..<11, "this is true or false, where a number belongs",
            "a number of it is if A > 0 then 1 else 0"),
        ErrorRow(
            "if r then 1 else 2", 3..<4, "this is a number, where true or false belongs",
            "give a comparison, such as A > 0"),
        ErrorRow(
            "if A > 0 then 1 else r > 1", 21..<26,
            "then gives a number but else gives true or false"),
        ErrorRow(
            "r > 1", 0..<5, "this is true or false, where a number belongs",
            "a number of it is if A > 0 then 1 else 0"),
        ErrorRow(
            "not r", 4..<5, "this is a number, where true or false belongs",
            "give a comparison, such as A > 0"),
    ]

    @Test("Each mistake is named, placed and mended", arguments: rows)
    func error(row: ErrorRow) {
        let error = #expect(throws: ExpressionError.self) {
            try Expression(parsing: row.text).value(in: scope)
        }
        #expect(error?.span == row.span)
        #expect(error?.problem == row.problem)
        #expect(error?.remedy == row.remedy)
    }

    @Test("Spans are moved to where the expression stands in its line", arguments: ["1 +", "foo"])
    func offset(text: String) {
        let here = #expect(throws: ExpressionError.self) {
            try Expression(parsing: text).value(in: scope)
        }
        let there = #expect(throws: ExpressionError.self) {
            try Expression(parsing: text, offset: 7).value(in: scope)
        }
        #expect(there?.span.lowerBound == here.map { $0.span.lowerBound + 7 })
        #expect(there?.span.upperBound == here.map { $0.span.upperBound + 7 })
    }

    @Test("An expression says whether it is a number or true or false")
    func types() throws {
        #expect(try Expression(parsing: "r + 1").type(in: scope) == .number)
        #expect(try Expression(parsing: "r > 1 and not A < 0").type(in: scope) == .truth)
        #expect(try Expression(parsing: "if r > 1 then A > 0 else A < 0").type(in: scope) == .truth)
    }

    @Test("Unknown names are told from mistakes of grammar and of type")
    func kinds() {
        func kind(_ text: String) -> ExpressionError.Kind? {
            #expect(throws: ExpressionError.self) {
                try Expression(parsing: text).value(in: scope)
            }?.kind
        }
        #expect(kind("foo") == .unknownName)
        #expect(kind("foo(1)") == .unknownName)
        #expect(kind("1 +") == .syntax)
        #expect(kind("1 + (r > 1)") == .type)
    }

    /// Parts that are repeated very often, and how often.
    private static let extremes = [
        ("(", 100_000), ("-", 9_000), ("(", 4_000), ("if ", 3_000), ("2^", 4_000), ("not ", 2_000),
        ("abs(", 2_000), ("r+", 4_000), ("if A > 0 then ", 500),
    ]

    @Test("Nothing is nested or chained too deep for the stack", arguments: extremes)
    func depth(part: String, count: Int) {
        #expect(throws: ExpressionError.self) {
            try Expression(parsing: String(repeating: part, count: count) + "r")
        }
    }

    @Test("What is long but within the limits is computed")
    func long() throws {
        let sum = String(repeating: "r+", count: 999) + "r"
        #expect(try Expression(parsing: sum).value(in: scope) == 500)
        let brackets = String(repeating: "(", count: 150) + "r" + String(repeating: ")", count: 150)
        #expect(try Expression(parsing: brackets).value(in: scope) == 0.5)
    }
}
