// SPDX-License-Identifier: GPL-3.0-or-later

package import Expressions

/// An expression of a token's numbers, made ready to be computed for very many tokens.
package struct TokenFunction: Sendable {
    private let variables: [TokenVariable]
    private let compiled: CompiledExpression

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - expression: A number's expression.
    ///   - constants: The parameters that it names, by name.
    ///   - aliases: Other names for variables.
    /// - Throws: What is wrong with the expression, such as a name that is neither.
    package init(
        _ expression: Expression, constants: ParameterValues, aliases: [String: String] = [:]
    ) throws(ExpressionError) {
        let names = Set(expression.names.map { aliases[$0] ?? $0 })
        variables = TokenVariable.allCases.filter { names.contains($0.name) }
        compiled = try expression.compiled(
            variables: variables.map(\.name), constants: constants, aliases: aliases)
    }

    /// Compiles an expression that stands in our own code.
    init(ours source: String, _ constants: ParameterValues) {
        do {
            try self.init(try Expression(parsing: source), constants: constants)
        } catch {
            preconditionFailure("\(source): \(error.problem)")
        }
    }

    /// Returns the value for a token; NaN where the arithmetic gives NaN.
    package func callAsFunction(_ token: Token) -> Double {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, variables.count)) { slots in
            for slot in variables.indices { slots[slot] = variables[slot].value(token) }
            guard let base = slots.baseAddress else { return .nan }
            return compiled(base)
        }
    }
}
