// SPDX-License-Identifier: GPL-3.0-or-later

/// A comparison of two numbers, as a type, so that each gets closures of its own.
protocol ComparisonOperation: SendableMetatype {
    static func holds(_ left: Double, _ right: Double) -> Bool
}

enum Less: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left < right }
}
enum LessOrEqual: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left <= right }
}
enum Equal: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left == right }
}
enum Unequal: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left != right }
}

extension Compiler {
    /// Returns the operand of a comparison; `a > b` is compiled as `b < a`.
    func comparison(
        _ operation: Node.Comparison, _ left: Operand, _ right: Operand
    ) -> Operand {
        switch operation {
        case .less: compared(left, right, Less.self)
        case .lessOrEqual: compared(left, right, LessOrEqual.self)
        case .greater: compared(right, left, Less.self)
        case .greaterOrEqual: compared(right, left, LessOrEqual.self)
        case .equal: compared(left, right, Equal.self)
        case .unequal: compared(left, right, Unequal.self)
        }
    }

    private func compared<Operation: ComparisonOperation>(
        _ left: Operand, _ right: Operand, _: Operation.Type
    ) -> Operand {
        switch (left, right) {
        case (.constant(let a), .constant(let b)): return .truthConstant(Operation.holds(a, b))
        case (.constant(let a), .variable(let j)): return .truth { Operation.holds(a, $0[j]) }
        case (.variable(let i), .constant(let b)): return .truth { Operation.holds($0[i], b) }
        case (.variable(let i), .variable(let j)): return .truth { Operation.holds($0[i], $0[j]) }
        case (_, _):
            let (f, g) = (Self.closure(left), Self.closure(right))
            return .truth { Operation.holds(f($0), g($0)) }
        }
    }

    /// Returns the operand of `not`.
    func negated(_ operand: Operand) -> Operand {
        if case .truthConstant(let truth) = operand { return .truthConstant(!truth) }
        let f = Self.truth(operand)
        return .truth { !f($0) }
    }

    /// Returns the operand of `and` or `or`; the right side is computed only where it decides.
    func logic(_ operation: Node.Logic, _ left: Operand, _ right: Operand) -> Operand {
        let (f, g) = (Self.truth(left), Self.truth(right))
        switch operation {
        case .and: return .truth { f($0) && g($0) }
        case .or: return .truth { f($0) || g($0) }
        }
    }

    /// Returns the operand of a condition, of whose branches only one is computed.
    func condition(_ test: Operand, _ yes: Operand, _ no: Operand) -> Operand {
        if case .truthConstant(let truth) = test { return truth ? yes : no }
        let f = Self.truth(test)
        if Self.isTruth(yes) {
            let (g, h) = (Self.truth(yes), Self.truth(no))
            return .truth { f($0) ? g($0) : h($0) }
        }
        switch (yes, no) {
        case (.constant(let a), .variable(let j)): return .number { f($0) ? a : $0[j] }
        case (.variable(let i), .constant(let b)): return .number { f($0) ? $0[i] : b }
        case (_, .constant(let b)):
            let g = Self.closure(yes)
            return .number { f($0) ? g($0) : b }
        case (_, .variable(let j)):
            let g = Self.closure(yes)
            return .number { f($0) ? g($0) : $0[j] }
        case (.constant(let a), _):
            let h = Self.closure(no)
            return .number { f($0) ? a : h($0) }
        case (.variable(let i), _):
            let h = Self.closure(no)
            return .number { f($0) ? $0[i] : h($0) }
        case (_, _):
            let (g, h) = (Self.closure(yes), Self.closure(no))
            return .number { f($0) ? g($0) : h($0) }
        }
    }

    private static func isTruth(_ operand: Operand) -> Bool {
        switch operand {
        case .truth, .truthConstant: true
        case .constant, .variable, .number: false
        }
    }

    /// Returns the closure of an operand that gives a truth value.
    private static func truth(_ operand: Operand) -> TruthClosure {
        switch operand {
        case .truth(let closure): return closure
        case .truthConstant(let truth): return { _ in truth }
        case .constant, .variable, .number:
            let number = closure(operand)
            return { number($0) == 1 }
        }
    }
}
