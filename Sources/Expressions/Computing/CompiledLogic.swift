// SPDX-License-Identifier: GPL-3.0-or-later

extension Compiler {
    /// Returns the operand of a comparison; `a > b` is compiled as `b < a`.
    func comparison(_ operation: Node.Comparison, _ left: Operand, _ right: Operand) -> Operand {
        if case .constant(let a) = left, case .constant(let b) = right {
            return .truthConstant(operation(a, b))
        }
        return switch operation {
        case .less, .lessOrEqual, .equal, .unequal: .comparison(operation, left, right)
        case .greater: .comparison(.less, right, left)
        case .greaterOrEqual: .comparison(.lessOrEqual, right, left)
        }
    }

    /// Returns the operand of a condition, of whose branches only one is computed.
    ///
    /// `and`, `or` and `not` become conditions within conditions, so that each comparison is built
    /// into one of them.
    func condition(_ test: Operand, _ yes: Operand, _ no: Operand) -> Operand {
        switch test {
        case .truthConstant(let truth): return truth ? yes : no
        case .comparison(.less, let left, let right):
            return compared(left, right, Less.self, yes, no)
        case .comparison(.lessOrEqual, let left, let right):
            return compared(left, right, LessOrEqual.self, yes, no)
        case .logic(.and, let left, let right):
            return condition(left, condition(right, yes, no), no)
        case .logic(.or, let left, let right):
            return condition(left, yes, condition(right, yes, no))
        case .not(let operand): return condition(operand, no, yes)
        case .comparison, .truth, .constant, .variable, .number:
            return branch(OtherTest(closure: Self.truth(test)), yes, no)
        }
    }

    /// Returns the operand of a condition whose test compares what costs no call.
    private func compared<Operation: ComparisonOperation>(
        _ left: Operand, _ right: Operand, _: Operation.Type, _ yes: Operand, _ no: Operand
    ) -> Operand {
        switch (left, right) {
        case (.constant(let a), .variable(let j)):
            branch(ConstantTest<Operation>(constant: a, variable: j), yes, no)
        case (.variable(let i), .constant(let b)):
            branch(VariableTest<Operation>(variable: i, constant: b), yes, no)
        case (.constant(let a), _):
            branch(
                ConstantCallTest<Operation>(constant: a, closure: Self.closure(right)), yes, no)
        case (_, .constant(let b)):
            branch(
                CallConstantTest<Operation>(closure: Self.closure(left), constant: b), yes, no)
        case (_, _):
            branch(OtherTest(closure: Self.closure(Operation.self, left, right)), yes, no)
        }
    }

    /// Returns the operand of a condition, with branches that cost no call built in.
    private func branch<Test: ConditionTest>(
        _ test: Test, _ yes: Operand, _ no: Operand
    ) -> Operand {
        switch (yes, no) {
        case (.truth, _), (.truthConstant, _), (.comparison, _), (.logic, _), (.not, _):
            let (g, h) = (Self.truth(yes), Self.truth(no))
            return .truth { test.holds($0) ? g($0) : h($0) }
        case (.constant(let a), .variable(let j)):
            return .number { test.holds($0) ? a : $0[j] }
        case (.variable(let i), .constant(let b)):
            return .number { test.holds($0) ? $0[i] : b }
        case (_, .constant(let b)):
            let g = Self.closure(yes)
            return .number { test.holds($0) ? g($0) : b }
        case (_, .variable(let j)):
            let g = Self.closure(yes)
            return .number { test.holds($0) ? g($0) : $0[j] }
        case (.constant(let a), _):
            let h = Self.closure(no)
            return .number { test.holds($0) ? a : h($0) }
        case (.variable(let i), _):
            let h = Self.closure(no)
            return .number { test.holds($0) ? $0[i] : h($0) }
        case (_, _):
            let (g, h) = (Self.closure(yes), Self.closure(no))
            return .number { test.holds($0) ? g($0) : h($0) }
        }
    }

    /// Returns the closure of an operand that gives a truth value.
    static func truth(_ operand: Operand) -> TruthClosure {
        switch operand {
        case .truth(let closure): return closure
        case .truthConstant(let truth): return { _ in truth }
        case .comparison(.less, let left, let right): return closure(Less.self, left, right)
        case .comparison(.lessOrEqual, let left, let right):
            return closure(LessOrEqual.self, left, right)
        case .comparison(.equal, let left, let right): return closure(Equal.self, left, right)
        case .comparison(_, let left, let right): return closure(Unequal.self, left, right)
        case .logic(.and, let left, let right):
            let (f, g) = (truth(left), truth(right))
            return { f($0) && g($0) }
        case .logic(.or, let left, let right):
            let (f, g) = (truth(left), truth(right))
            return { f($0) || g($0) }
        case .not(let operand):
            let f = truth(operand)
            return { !f($0) }
        case .constant, .variable, .number:
            let number = closure(operand)
            return { number($0) == 1 }
        }
    }

    /// Returns the closure of a comparison.
    private static func closure<Operation: ComparisonOperation>(
        _: Operation.Type, _ left: Operand, _ right: Operand
    ) -> TruthClosure {
        switch (left, right) {
        case (.constant(let a), .variable(let j)): return { Operation.holds(a, $0[j]) }
        case (.variable(let i), .constant(let b)): return { Operation.holds($0[i], b) }
        case (.variable(let i), .variable(let j)): return { Operation.holds($0[i], $0[j]) }
        case (.constant(let a), _):
            let g = closure(right)
            return { Operation.holds(a, g($0)) }
        case (_, .constant(let b)):
            let f = closure(left)
            return { Operation.holds(f($0), b) }
        case (_, _):
            let (f, g) = (closure(left), closure(right))
            return { Operation.holds(f($0), g($0)) }
        }
    }
}
