// SPDX-License-Identifier: GPL-3.0-or-later

/// A function of the variables that gives a number.
typealias NumberClosure = @Sendable (UnsafePointer<Double>) -> Double

/// A function of the variables that gives a truth value.
typealias TruthClosure = @Sendable (UnsafePointer<Double>) -> Bool

/// A part of an expression on its way to a closure.
indirect enum Operand {
    case constant(Double)
    case variable(Int)
    case number(NumberClosure)
    case truthConstant(Bool)
    case truth(TruthClosure)
    case comparison(Node.Comparison, Operand, Operand)
    case logic(Node.Logic, Operand, Operand)
    case not(Operand)
}

/// Makes one closure of an expression whose types have been checked.
///
/// Each operation becomes a closure that calls those of its operands. Operands that are constants
/// or variables are built into it, so that they cost no call, and what depends on no variable is
/// computed now.
struct Compiler {
    private let variables: [String: Int]
    private let constants: [String: Double]
    private let aliases: [String: String]
    private var operands: [Operand] = []

    init(variables: [String], constants: [String: Double], aliases: [String: String]) {
        self.variables = Dictionary(
            zip(variables, variables.indices), uniquingKeysWith: { first, _ in first })
        self.constants = constants
        self.aliases = aliases
    }

    /// Compiles the next part; its operands have been added before it.
    mutating func add(_ node: Node) {
        operands.append(operand(node))
    }

    /// The closure of the part that was added last.
    var result: NumberClosure {
        Self.closure(operands.last ?? .constant(.nan))
    }

    /// Returns a part as an operand.
    private func operand(_ node: Node) -> Operand {
        switch node.kind {
        case .number(let value): .constant(value)
        case .name(let name): named(name)
        case .negative(let index): combined(.constant(-1), operands[index], Product.self)
        case .not(let index): .not(operands[index])
        case .arithmetic(let operation, let left, let right):
            arithmetic(operation, operands[left], operands[right])
        case .comparison(let operation, let left, let right):
            comparison(operation, operands[left], operands[right])
        case .logic(let operation, let left, let right):
            .logic(operation, operands[left], operands[right])
        case .condition(let test, let yes, let no):
            condition(operands[test], operands[yes], operands[no])
        case .call(let name, let indices): call(name, indices.map { operands[$0] })
        }
    }

    /// Returns what a name stands for.
    private func named(_ name: String) -> Operand {
        for spelling in [name, aliases[name] ?? name] {
            if let index = variables[spelling] { return .variable(index) }
            if let value = constants[spelling] { return .constant(value) }
        }
        return .constant(.nan)
    }

    /// Returns the operand of an operation on numbers.
    private func arithmetic(
        _ operation: Node.Arithmetic, _ left: Operand, _ right: Operand
    ) -> Operand {
        switch operation {
        case .plus: combined(left, right, Sum.self)
        case .minus: combined(left, right, Difference.self)
        case .times: combined(left, right, Product.self)
        case .divided: combined(left, right, Quotient.self)
        case .power: combined(left, right, Power.self)
        }
    }

    /// Returns the operand of a call of a standard function.
    private func call(_ name: String, _ arguments: [Operand]) -> Operand {
        switch BuiltIn(rawValue: name) {
        case .min: arguments.dropFirst().reduce(arguments[0]) { combined($0, $1, Smaller.self) }
        case .max: arguments.dropFirst().reduce(arguments[0]) { combined($0, $1, Larger.self) }
        case .clip:
            combined(combined(arguments[0], arguments[1], Larger.self), arguments[2], Smaller.self)
        case .exp, .logp: applied(arguments[0], Exponential.self)
        case .log: applied(arguments[0], Logarithm.self)
        case .sqrt: applied(arguments[0], SquareRoot.self)
        case .abs: applied(arguments[0], Magnitude.self)
        case .tanh: applied(arguments[0], HyperbolicTangent.self)
        case .sigmoid: applied(arguments[0], Logistic.self)
        case nil: .constant(.nan)
        }
    }

    /// Returns the closure of an operand that gives a number.
    static func closure(_ operand: Operand) -> NumberClosure {
        switch operand {
        case .constant(let value): { _ in value }
        case .variable(let index): { $0[index] }
        case .number(let closure): closure
        case .truthConstant(let truth): { _ in truth ? 1 : 0 }
        case .truth, .comparison, .logic, .not: truthNumber(operand)
        }
    }

    /// Returns the closure that gives 1 where an operand holds and 0 where not.
    private static func truthNumber(_ operand: Operand) -> NumberClosure {
        let truth = truth(operand)
        return { truth($0) ? 1 : 0 }
    }
}
