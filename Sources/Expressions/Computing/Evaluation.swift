// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
    /// Returns the number that the expression gives; NaN where the arithmetic gives NaN.
    ///
    /// - Throws: What ``type(in:)`` throws, and an error where the expression gives a truth value.
    public func value(in scope: Scope) throws(ExpressionError) -> Double {
        let values = try values(in: scope)
        return values[values.count - 1]
    }

    /// Returns the values of all parts, the whole last; truth is 1, falsehood 0.
    func values(in scope: Scope) throws(ExpressionError) -> [Double] {
        try demandNumber(in: scope)
        var values: [Double] = []
        values.reserveCapacity(nodes.count)
        for node in nodes { values.append(Self.value(of: node, values, scope)) }
        return values
    }

    /// Checks that the expression gives a number.
    func demandNumber(in scope: Scope) throws(ExpressionError) {
        guard try type(in: scope) == .truth, let whole = nodes.last else { return }
        let error = ExpressionError(
            span: whole.span, problem: "this is true or false, where a number belongs",
            remedy: "a number of it is if A > 0 then 1 else 0", kind: .type)
        throw error.shifted(by: offset)
    }

    /// Returns the value of a part from those of the parts before it; truth is 1, falsehood 0.
    ///
    /// The types have been checked, so names and functions exist.
    private static func value(of node: Node, _ values: [Double], _ scope: Scope) -> Double {
        switch node.kind {
        case .number(let value): value
        case .name(let name): scope.number(name) ?? .nan
        case .negative(let operand): -values[operand]
        case .not(let operand): 1 - values[operand]
        case .arithmetic(let operation, let left, let right):
            operation(values[left], values[right])
        case .comparison(let operation, let left, let right):
            operation(values[left], values[right]) ? 1 : 0
        case .logic(let operation, let left, let right):
            operation(values[left] == 1, values[right] == 1) ? 1 : 0
        case .condition(let test, let yes, let no): values[values[test] == 1 ? yes : no]
        case .call(let name, let operands):
            scope.functions[name]?.apply(operands.map { values[$0] }) ?? .nan
        }
    }
}
