// SPDX-License-Identifier: GPL-3.0-or-later

/// An operation on two numbers, as a type, so that each gets closures of its own.
protocol BinaryOperation: SendableMetatype {
    /// Returns the value.
    static func apply(_ left: Double, _ right: Double) -> Double
}

/// A function of one number, as a type.
protocol UnaryOperation: SendableMetatype {
    /// Returns the value.
    static func apply(_ x: Double) -> Double
}

/// Addition.
enum Sum: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double { left + right }
}
/// Subtraction.
enum Difference: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double { left - right }
}
/// Multiplication.
enum Product: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double { left * right }
}
/// Division.
enum Quotient: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double { left / right }
}
/// The power.
enum Power: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double {
        raised(left, to: right)
    }
}
/// The smaller of two numbers.
enum Smaller: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double {
        smaller(left, right)
    }
}
/// The larger of two numbers.
enum Larger: BinaryOperation {
    @inline(__always) static func apply(_ left: Double, _ right: Double) -> Double {
        larger(left, right)
    }
}
/// e to the power of x.
enum Exponential: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { exponential(x) }
}
/// The natural logarithm.
enum Logarithm: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { logarithm(x) }
}
/// The square root.
enum SquareRoot: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { x.squareRoot() }
}
/// The size without its sign.
enum Magnitude: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { x.magnitude }
}
/// The hyperbolic tangent.
enum HyperbolicTangent: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { hyperbolicTangent(x) }
}
/// The logistic function.
enum Logistic: UnaryOperation {
    @inline(__always) static func apply(_ x: Double) -> Double { logistic(x) }
}

extension Compiler {
    /// Returns the operand that an operation makes of two.
    func combined<Operation: BinaryOperation>(
        _ left: Operand, _ right: Operand, _: Operation.Type
    ) -> Operand {
        switch (left, right) {
        case (.constant(let a), .constant(let b)): return .constant(Operation.apply(a, b))
        case (.constant(let a), .variable(let j)): return .number { Operation.apply(a, $0[j]) }
        case (.variable(let i), .constant(let b)): return .number { Operation.apply($0[i], b) }
        case (.variable(let i), .variable(let j)):
            return .number { Operation.apply($0[i], $0[j]) }
        case (.constant(let a), _):
            let g = Self.closure(right)
            return .number { Operation.apply(a, g($0)) }
        case (.variable(let i), _):
            let g = Self.closure(right)
            return .number { Operation.apply($0[i], g($0)) }
        case (_, .constant(let b)):
            let f = Self.closure(left)
            return .number { Operation.apply(f($0), b) }
        case (_, .variable(let j)):
            let f = Self.closure(left)
            return .number { Operation.apply(f($0), $0[j]) }
        case (_, _):
            let (f, g) = (Self.closure(left), Self.closure(right))
            return .number { Operation.apply(f($0), g($0)) }
        }
    }

    /// Returns the operand that a function makes of one.
    func applied<Operation: UnaryOperation>(
        _ operand: Operand, _: Operation.Type
    ) -> Operand {
        switch operand {
        case .constant(let a): return .constant(Operation.apply(a))
        case .variable(let i): return .number { Operation.apply($0[i]) }
        case .number, .truthConstant, .truth, .comparison, .logic, .not:
            let f = Self.closure(operand)
            return .number { Operation.apply(f($0)) }
        }
    }
}
