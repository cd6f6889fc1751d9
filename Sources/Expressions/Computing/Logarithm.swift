// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
    /// Returns the natural logarithm of the number that the expression gives.
    ///
    /// `logp(x)` gives x itself, exactly, where exp(x) would lose digits or underflow. −∞ for 0,
    /// NaN for negative numbers.
    ///
    /// - Throws: What ``value(in:)`` throws.
    public func logarithm(in scope: Scope) throws(ExpressionError) -> Double {
        let values = try values(in: scope)
        let last = values.count - 1
        if case .call("logp", let operands) = nodes[last].kind { return values[operands[0]] }
        return Expressions.logarithm(values[last])
    }
}
