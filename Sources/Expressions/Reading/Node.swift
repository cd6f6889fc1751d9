// SPDX-License-Identifier: GPL-3.0-or-later

/// One part of an expression: a number, a name, or an operation on parts that stand before it.
///
/// Parts lie in one array, each after the parts that it works on. So nothing that walks an
/// expression recurses, and no expression is too deep for the stack.
struct Node: Sendable, Equatable {
    /// What it is.
    let kind: Kind

    /// Where its operator or its word stands, in Unicode scalars of the expression's text.
    let place: Range<Int>

    /// All of its text, operands included.
    let span: Range<Int>

    /// The sorts of part; each `Int` is the index of an operand.
    enum Kind: Sendable, Equatable {
        case number(Double)
        case name(String)
        case negative(Int)
        case not(Int)
        case arithmetic(Arithmetic, Int, Int)
        case comparison(Comparison, Int, Int)
        case logic(Logic, Int, Int)
        case condition(Int, then: Int, otherwise: Int)
        case call(String, [Int])
    }

    /// Operations that make a number of two.
    enum Arithmetic: Sendable { case plus, minus, times, divided, power }

    /// Operations that make a truth value of two numbers.
    enum Comparison: Sendable {
        case less, lessOrEqual, greater, greaterOrEqual, equal, unequal
    }

    /// Operations that make a truth value of two.
    enum Logic: String, Sendable { case and, or }
}

extension Node.Arithmetic {
    /// Returns the value, by IEEE 754.
    @inline(__always) func callAsFunction(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .divided: left / right
        case .power: raised(left, to: right)
        }
    }
}

extension Node.Comparison {
    /// Returns whether the comparison holds; with NaN only `!=` does.
    @inline(__always) func callAsFunction(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .unequal: left != right
        }
    }
}

extension Node.Logic {
    /// Returns whether both hold, or one of them.
    @inline(__always) func callAsFunction(_ left: Bool, _ right: Bool) -> Bool {
        switch self {
        case .and: left && right
        case .or: left || right
        }
    }
}
