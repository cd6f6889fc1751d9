// SPDX-License-Identifier: GPL-3.0-or-later

/// A comparison of two numbers, as a type, so that each gets closures of its own.
protocol ComparisonOperation: SendableMetatype {
    /// Returns whether the comparison holds.
    static func holds(_ left: Double, _ right: Double) -> Bool
}

/// Less; with the operands exchanged, greater.
enum Less: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left < right }
}

/// At most; with the operands exchanged, at least.
enum LessOrEqual: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left <= right }
}

/// Equal.
enum Equal: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left == right }
}

/// Unequal, as NaN is to everything.
enum Unequal: ComparisonOperation {
    @inline(__always) static func holds(_ left: Double, _ right: Double) -> Bool { left != right }
}

/// The test of a condition, as a type, so that the commonest are built into the condition and
/// cost no call.
protocol ConditionTest: Sendable {
    /// Returns whether the condition takes its first branch.
    func holds(_ variables: UnsafePointer<Double>) -> Bool
}

/// A constant against a variable: `0 < A`.
struct ConstantTest<Operation: ComparisonOperation>: ConditionTest {
    let constant: Double
    let variable: Int

    @inline(__always) func holds(_ variables: UnsafePointer<Double>) -> Bool {
        Operation.holds(constant, variables[variable])
    }
}

/// A variable against a constant: `r < 0.8`.
struct VariableTest<Operation: ComparisonOperation>: ConditionTest {
    let variable: Int
    let constant: Double

    @inline(__always) func holds(_ variables: UnsafePointer<Double>) -> Bool {
        Operation.holds(variables[variable], constant)
    }
}

/// A constant against anything: `3 < 1/r`.
struct ConstantCallTest<Operation: ComparisonOperation>: ConditionTest {
    let constant: Double
    let closure: NumberClosure

    @inline(__always) func holds(_ variables: UnsafePointer<Double>) -> Bool {
        Operation.holds(constant, closure(variables))
    }
}

/// Anything against a constant: `1/r < 3`.
struct CallConstantTest<Operation: ComparisonOperation>: ConditionTest {
    let closure: NumberClosure
    let constant: Double

    @inline(__always) func holds(_ variables: UnsafePointer<Double>) -> Bool {
        Operation.holds(closure(variables), constant)
    }
}

/// Any other test.
struct OtherTest: ConditionTest {
    let closure: TruthClosure

    @inline(__always) func holds(_ variables: UnsafePointer<Double>) -> Bool {
        closure(variables)
    }
}
