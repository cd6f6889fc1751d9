// SPDX-License-Identifier: GPL-3.0-or-later

/// One part of an expression, for whoever makes something else of it: text, or a count.
///
/// `Operand` is what was made of the parts that this one works on.
public enum ExpressionPart<Operand> {
    /// A number.
    case number(Double)
    /// The name of a number, in ASCII.
    case name(String)
    /// A number with its sign turned.
    case negative(Operand)
    /// A truth value negated.
    case not(Operand)
    /// Two operands and the operator between them.
    case infix(Expression.Infix, Operand, Operand)
    /// `if … then … else …`.
    case condition(test: Operand, then: Operand, otherwise: Operand)
    /// A function with its arguments.
    case call(String, [Operand])
}

extension Expression {
    /// The operators that stand between two operands, as people type them.
    public enum Infix: String, Sendable, CaseIterable {
        /// The sum.
        case plus = "+"
        /// The difference.
        case minus = "-"
        /// The product.
        case times = "*"
        /// The quotient.
        case divided = "/"
        /// The power.
        case power = "^"
        /// Less.
        case less = "<"
        /// At most.
        case lessOrEqual = "<="
        /// Greater.
        case greater = ">"
        /// At least.
        case greaterOrEqual = ">="
        /// Equal.
        case equal = "=="
        /// Unequal, as NaN is to everything.
        case unequal = "!="
        /// Both hold.
        case and
        /// One of them holds, or both.
        case or
    }

    /// Returns what is made of the expression, part by part, each after those that it works on.
    ///
    /// Nothing recurses, so that no expression is too deep.
    ///
    /// - Parameter make: Makes something of one part and of what was made of its operands.
    /// - Returns: What was made of the whole.
    public func folded<Value>(_ make: (ExpressionPart<Value>) -> Value) -> Value {
        var values: [Value] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(make(node.part(values))) }
        return values[values.count - 1]
    }
}

extension Node {
    /// Returns the part with what was made of the parts before it.
    fileprivate func part<Value>(_ values: [Value]) -> ExpressionPart<Value> {
        switch kind {
        case .number(let number): .number(number)
        case .name(let name): .name(name)
        case .negative(let operand): .negative(values[operand])
        case .not(let operand): .not(values[operand])
        case .arithmetic(let operation, let left, let right):
            .infix(operation.infix, values[left], values[right])
        case .comparison(let operation, let left, let right):
            .infix(operation.infix, values[left], values[right])
        case .logic(let operation, let left, let right):
            .infix(operation.infix, values[left], values[right])
        case .condition(let test, let yes, let no):
            .condition(test: values[test], then: values[yes], otherwise: values[no])
        case .call(let name, let operands): .call(name, operands.map { values[$0] })
        }
    }
}

extension Node.Arithmetic {
    fileprivate var infix: Expression.Infix {
        switch self {
        case .plus: .plus
        case .minus: .minus
        case .times: .times
        case .divided: .divided
        case .power: .power
        }
    }
}

extension Node.Comparison {
    fileprivate var infix: Expression.Infix {
        switch self {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .equal: .equal
        case .unequal: .unequal
        }
    }
}

extension Node.Logic {
    fileprivate var infix: Expression.Infix {
        switch self {
        case .and: .and
        case .or: .or
        }
    }
}
