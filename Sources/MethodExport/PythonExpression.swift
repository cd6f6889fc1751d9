// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// An expression, or a part of one, written for arrays in Python.
struct PythonExpression: Sendable {
    /// The code.
    package let code: CodeText

    /// How strongly its outermost operator binds.
    private let strength: Strength

    /// Whether it is a plain number or truth value that the library's functions of arrays refuse.
    ///
    /// Such are made of parameters and numbers only; none for a library that takes both.
    package let isPlain: Bool

    /// The operators of Python, weakest first.
    private enum Strength: Int, Comparable {
        case conditional, or, and, not, comparison, bitOr, bitAnd, sum, product, sign, power, atom

        static func < (left: Strength, right: Strength) -> Bool {
            left.rawValue < right.rawValue
        }

        /// What binds more strongly by one.
        var next: Strength { Strength(rawValue: rawValue + 1) ?? .atom }
    }

    private init(_ code: CodeText, _ strength: Strength, isPlain: Bool) {
        (self.code, self.strength, self.isPlain) = (code, strength, isPlain)
    }

    /// Writes an expression for a library, in which some names stand for arrays that were computed
    /// before.
    package init(_ expression: Expression, _ dialect: PythonDialect, arrays: Set<String> = []) {
        self = expression.folded { part in
            if case .name(let name) = part, arrays.contains(name) {
                return PythonExpression(.plain(name), .atom, isPlain: false)
            }
            return Self.part(part, dialect)
        }
    }

    /// Returns the code as an array shaped like the log-probabilities.
    package func array(_ dialect: PythonDialect) -> CodeText {
        isPlain ? .call("\(dialect.prefix)full_like", [.plain("logp"), code]) : code
    }

    private static func part(
        _ part: ExpressionPart<PythonExpression>, _ dialect: PythonDialect
    ) -> PythonExpression {
        switch part {
        case .number(let number):
            return PythonExpression(
                .plain(literal(number)), .atom, isPlain: dialect.refusesNumbers)
        case .name(let name):
            let variable = ExportVariable.named(name)
            return PythonExpression(
                .plain(variable?.python ?? Self.name(name)), .atom,
                isPlain: variable == nil && dialect.refusesNumbers)
        case .negative(let operand):
            return PythonExpression(
                .plain("-" + operand.text(atLeast: .sign)), .sign, isPlain: operand.isPlain)
        case .not(let operand): return not(operand, dialect)
        case .infix(let infix, let left, let right): return operation(infix, left, right)
        case .condition(let test, let yes, let no): return condition(test, yes, no, dialect)
        case .call(let name, let operands): return call(name, operands, dialect)
        }
    }

    /// Returns a parameter's name as Python allows it.
    package static func name(_ parameter: String) -> String {
        parameter == "lambda" ? "lambda_" : parameter
    }

    /// Returns a number as Python reads it, always a `float`.
    package static func literal(_ number: Double) -> String {
        guard number.isFinite else { return "float(\"\(NumberText.shortest(number))\")" }
        let text = NumberText.shortest(number)
        return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
    }

    /// Returns the code on one line, in brackets where it binds more weakly than is needed.
    private func text(atLeast needed: Strength) -> String {
        strength >= needed ? code.flat : "(\(code.flat))"
    }
}

extension PythonExpression {
    private static func not(
        _ operand: PythonExpression, _ dialect: PythonDialect
    ) -> PythonExpression {
        guard operand.isPlain else {
            return PythonExpression(
                .call("\(dialect.prefix)logical_not", [operand.code]), .atom, isPlain: false)
        }
        return PythonExpression(
            .plain("not " + operand.text(atLeast: .not)), .not, isPlain: true)
    }

    private static func operation(
        _ infix: Expression.Infix, _ left: PythonExpression, _ right: PythonExpression
    ) -> PythonExpression {
        let isPlain = left.isPlain && right.isPlain
        let (sign, own): (String, Strength) =
            switch infix {
            case .plus, .minus: (infix.rawValue, .sum)
            case .times, .divided: (infix.rawValue, .product)
            case .power: ("**", .power)
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .unequal:
                (infix.rawValue, .comparison)
            case .and: isPlain ? ("and", .and) : ("&", .bitAnd)
            case .or: isPlain ? ("or", .or) : ("|", .bitOr)
            }
        // Comparisons chain in Python, so that both sides need brackets; powers group from the right.
        let onLeft = own == .comparison || own == .power ? own.next : own
        let onRight = own == .power ? .sign : own.next
        let (first, second) = (left.text(atLeast: onLeft), right.text(atLeast: onRight))
        return PythonExpression(.plain("\(first) \(sign) \(second)"), own, isPlain: isPlain)
    }

    private static func condition(
        _ test: PythonExpression, _ yes: PythonExpression, _ no: PythonExpression,
        _ dialect: PythonDialect
    ) -> PythonExpression {
        guard test.isPlain else {
            let first = yes.isPlain && no.isPlain ? yes.array(dialect) : yes.code
            return PythonExpression(
                .call("\(dialect.prefix)where", [test.code, first, no.code]), .atom,
                isPlain: false)
        }
        // The branches must be of one sort, for what stands around them to know which it is.
        let choice = [
            yes.array(dialect).flat, "if", test.code.flat, "else", no.array(dialect).flat,
        ]
        return PythonExpression(
            .plain("(\(choice.joined(separator: " ")))"), .atom, isPlain: false)
    }

    private static func call(
        _ name: String, _ operands: [PythonExpression], _ dialect: PythonDialect
    ) -> PythonExpression {
        switch name {
        case "min", "max":
            return operands.dropFirst().reduce(operands[0]) { extreme(name, $0, $1, dialect) }
        case "clip":
            return extreme(
                "min", extreme("max", operands[0], operands[1], dialect), operands[2], dialect)
        default:
            return PythonExpression(
                .call(dialect.functions[name] ?? name, operands.map { $0.array(dialect) }), .atom,
                isPlain: false)
        }
    }

    /// Returns the smaller or the larger of two.
    private static func extreme(
        _ name: String, _ left: PythonExpression, _ right: PythonExpression,
        _ dialect: PythonDialect
    ) -> PythonExpression {
        if left.isPlain && right.isPlain {
            return PythonExpression(.call(name, [left.code, right.code]), .atom, isPlain: true)
        }
        guard !left.isPlain && !right.isPlain else {
            let (array, bound) = left.isPlain ? (right, left) : (left, right)
            let key = name == "min" ? "max=" : "min="
            return PythonExpression(
                .call("\(dialect.prefix)clamp", [array.code, .plain(key + bound.code.flat)]), .atom,
                isPlain: false)
        }
        return PythonExpression(
            .call("\(dialect.prefix)\(name)imum", [left.code, right.code]), .atom, isPlain: false)
    }
}
