// SPDX-License-Identifier: GPL-3.0-or-later

/// An expression made ready to be computed for very many values of its variables.
public struct CompiledExpression: Sendable {
    /// The variables that the expression was compiled for, in the order of the numbers it takes.
    public let variables: [String]

    let compute: @Sendable (UnsafePointer<Double>) -> Double

    /// Returns the value, which is NaN where the arithmetic gives NaN.
    ///
    /// Takes a pointer to as many numbers as ``variables`` has names, in that order.
    @inline(__always)
    public func callAsFunction(_ variables: UnsafePointer<Double>) -> Double {
        compute(variables)
    }
}
