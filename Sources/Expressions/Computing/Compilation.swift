// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
    /// Returns the expression ready for a hot loop.
    ///
    /// - Parameters:
    ///   - variables: Names whose values come with each call, in ASCII.
    ///   - constants: Names whose values are fixed now.
    ///   - aliases: Other names for either: `["pi": "p"]` lets people write π for p.
    /// - Returns: A function of the variables; what depends on none of them is computed already.
    /// - Throws: What ``value(in:)`` throws.
    public func compiled(
        variables: [String], constants: [String: Double] = [:], aliases: [String: String] = [:]
    ) throws(ExpressionError) -> CompiledExpression {
        var numbers = constants
        for variable in variables { numbers[variable] = 0 }
        let scope = Scope(numbers: numbers, aliases: aliases)
        try demandNumber(in: scope)
        var compiler = Compiler(variables: variables, constants: constants, aliases: aliases)
        for node in nodes { compiler.add(node) }
        return CompiledExpression(variables: variables, compute: compiler.result)
    }
}
