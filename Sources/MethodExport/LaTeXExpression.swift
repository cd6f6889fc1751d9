// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// An expression, or a part of one, written as a formula.
struct LaTeXExpression: Sendable {
    /// The formula; cases stand in brackets in it.
    package let text: String

    /// For truth values, the formula of the opposite.
    private let opposite: String

    /// How strongly its outermost operator binds, and that of the opposite.
    private let strength: Strength
    private let oppositeStrength: Strength

    /// The formula's cases, each with the conditions under which it holds; one without conditions
    /// where there are no cases.
    package let cases: [Case]

    /// One case of a formula.
    package struct Case: Sendable, Equatable {
        package let conditions: [String]
        package let text: String
    }

    private enum Strength: Int, Comparable {
        case or, and, comparison, sum, product, sign, power, atom

        static func < (left: Strength, right: Strength) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    private init(
        _ text: String, _ strength: Strength, opposite: (String, Strength) = ("", .atom),
        cases: [Case]? = nil
    ) {
        self.text = text
        self.strength = strength
        (self.opposite, oppositeStrength) = opposite
        self.cases = cases ?? [Case(conditions: [], text: text)]
    }

    /// Writes an expression.
    ///
    /// - Parameters:
    ///   - expression: The expression.
    ///   - symbols: The parameters' symbols as formulas, by their names.
    package init(_ expression: Expression, symbols: [String: String]) {
        self = expression.folded { Self.part($0, symbols) }
    }

    private static func part(
        _ part: ExpressionPart<LaTeXExpression>, _ symbols: [String: String]
    ) -> LaTeXExpression {
        switch part {
        case .number(let number): LaTeXExpression(LaTeXSymbol.number(number), .atom)
        case .name(let name):
            LaTeXExpression(
                ExportVariable.named(name)?.latex ?? symbols[name] ?? LaTeXSymbol.word(name), .atom)
        case .negative(let operand): LaTeXExpression("-" + operand.text(.sign), .sign)
        case .not(let operand):
            LaTeXExpression(
                operand.opposite, operand.oppositeStrength,
                opposite: (operand.text, operand.strength))
        case .infix(let infix, let left, let right): operation(infix, left, right)
        case .condition(let test, let yes, let no): condition(test, yes, no)
        case .call(let name, let operands): call(name, operands)
        }
    }

    /// Returns the formula, in brackets where it binds more weakly than is needed.
    private func text(_ needed: Strength) -> String {
        strength >= needed ? text : "\\left(\(text)\\right)"
    }

    /// Returns the opposite, in brackets where it binds more weakly than is needed.
    private func opposite(_ needed: Strength) -> String {
        oppositeStrength >= needed ? opposite : "\\left(\(opposite)\\right)"
    }
}

extension LaTeXExpression {
    private static func operation(
        _ infix: Expression.Infix, _ left: LaTeXExpression, _ right: LaTeXExpression
    ) -> LaTeXExpression {
        switch infix {
        case .plus: LaTeXExpression("\(left.text(.sum)) + \(right.text(.sum))", .sum)
        case .minus: LaTeXExpression("\(left.text(.sum)) - \(right.text(.product))", .sum)
        case .times: LaTeXExpression("\(left.text(.product))\\,\(right.text(.power))", .product)
        case .divided: LaTeXExpression("\\frac{\(left.text)}{\(right.text)}", .power)
        case .power:
            LaTeXExpression("{\(left.text(.atom))}^{\(right.text)}", .power)
        case .less: comparison(left, "<", "\\ge", right)
        case .lessOrEqual: comparison(left, "\\le", ">", right)
        case .greater: comparison(left, ">", "\\le", right)
        case .greaterOrEqual: comparison(left, "\\ge", "<", right)
        case .equal: comparison(left, "=", "\\ne", right)
        case .unequal: comparison(left, "\\ne", "=", right)
        case .and:
            LaTeXExpression(
                "\(left.text(.and)) \\text{ and } \(right.text(.and))", .and,
                opposite: ("\(left.opposite(.or)) \\text{ or } \(right.opposite(.or))", .or))
        case .or:
            LaTeXExpression(
                "\(left.text(.or)) \\text{ or } \(right.text(.or))", .or,
                opposite: ("\(left.opposite(.and)) \\text{ and } \(right.opposite(.and))", .and))
        }
    }

    private static func comparison(
        _ left: LaTeXExpression, _ sign: String, _ opposite: String, _ right: LaTeXExpression
    ) -> LaTeXExpression {
        let (first, second) = (left.text(.sum), right.text(.sum))
        return LaTeXExpression(
            "\(first) \(sign) \(second)", .comparison,
            opposite: ("\(first) \(opposite) \(second)", .comparison))
    }

    private static func condition(
        _ test: LaTeXExpression, _ yes: LaTeXExpression, _ no: LaTeXExpression
    ) -> LaTeXExpression {
        let first = yes.cases.map {
            Case(conditions: [test.text(.and)] + $0.conditions, text: $0.text)
        }
        let second = no.cases.map {
            Case(conditions: [test.opposite(.and)] + $0.conditions, text: $0.text)
        }
        let rows = (first + second).map(\.row).joined(separator: " \\\\ ")
        let opposites = (first + second).count
        let block = "\\left(\\begin{cases} \(rows) \\end{cases}\\right)"
        return LaTeXExpression(
            block, .atom, opposite: ("\\neg\(block)", opposites > 0 ? .sign : .atom),
            cases: first + second)
    }

    private static func call(_ name: String, _ operands: [LaTeXExpression]) -> LaTeXExpression {
        let list = operands.map(\.text).joined(separator: ", ")
        let inside = "\\left(\(list)\\right)"
        return switch name {
        case "sqrt": LaTeXExpression("\\sqrt{\(list)}", .atom)
        case "abs": LaTeXExpression("\\left|\(list)\\right|", .atom)
        case "min", "max", "exp", "log", "tanh": LaTeXExpression("\\\(name)\(inside)", .power)
        case "logp": LaTeXExpression("\\exp\(inside)", .power)
        case "sigmoid": LaTeXExpression("\\sigma\(inside)", .power)
        default: LaTeXExpression("\\operatorname{\(name)}\(inside)", .power)
        }
    }
}

extension LaTeXExpression.Case {
    /// The case as a row of a cases environment.
    package var row: String {
        conditions.isEmpty ? text : "\(text) & \(conditions.joined(separator: ",\\ "))"
    }
}
