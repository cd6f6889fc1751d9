// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
    /// Returns whether the expression gives a number or a truth value.
    ///
    /// - Throws: ``ExpressionError`` for a name or function that the scope does not know, a wrong
    ///   count of arguments, or a truth value where a number belongs and the other way round.
    public func type(in scope: Scope) throws(ExpressionError) -> ValueType {
        var check = TypeCheck(scope: scope, nodes: nodes)
        do {
            return try check.run()
        } catch {
            throw error.shifted(by: offset)
        }
    }
}

/// One walk through the parts of an expression that gives each its type.
private struct TypeCheck {
    let scope: Scope
    let nodes: [Node]
    var types: [Expression.ValueType] = []

    /// Returns the type of the whole.
    mutating func run() throws(ExpressionError) -> Expression.ValueType {
        types.reserveCapacity(nodes.count)
        for node in nodes { types.append(try type(of: node)) }
        return types[types.count - 1]
    }

    /// Returns the type of a part from those of the parts before it.
    private func type(of node: Node) throws(ExpressionError) -> Expression.ValueType {
        switch node.kind {
        case .number: return .number
        case .name(let name):
            guard scope.number(name) != nil else { throw unknown(name, node) }
            return .number
        case .negative(let operand):
            try demand(.number, operand)
            return .number
        case .not(let operand):
            try demand(.truth, operand)
            return .truth
        case .arithmetic(_, let left, let right):
            try demand(.number, left)
            try demand(.number, right)
            return .number
        case .comparison(_, let left, let right):
            try demand(.number, left)
            try demand(.number, right)
            return .truth
        case .logic(_, let left, let right):
            try demand(.truth, left)
            try demand(.truth, right)
            return .truth
        case .condition(let test, let yes, let no): return try condition(test, yes, no)
        case .call(let name, let operands): return try call(name, operands, node)
        }
    }

    /// Returns the type of both branches of a condition.
    private func condition(
        _ test: Int, _ yes: Int, _ no: Int
    ) throws(ExpressionError) -> Expression.ValueType {
        try demand(.truth, test)
        guard types[yes] == types[no] else {
            throw ExpressionError(
                span: nodes[no].span,
                problem: "then gives \(words(types[yes])) but else gives \(words(types[no]))",
                kind: .type)
        }
        return types[yes]
    }

    /// Returns the type of a call: a number.
    private func call(
        _ name: String, _ operands: [Int], _ node: Node
    ) throws(ExpressionError) -> Expression.ValueType {
        guard let function = scope.functions[name] else { throw unknownFunction(name, node) }
        for operand in operands { try demand(.number, operand) }
        guard function.arity.contains(operands.count) else {
            throw ExpressionError(
                span: node.span,
                problem: "\(name) takes \(Self.count(function.arity)), not \(operands.count)",
                remedy: name == "clip" ? "it looks like clip(r, 0.5, 2)" : nil, kind: .type)
        }
        return .number
    }

    /// Returns how many arguments a function takes, in words.
    private static func count(_ arity: ClosedRange<Int>) -> String {
        guard arity.count == 1 else { return "at least \(arity.lowerBound) numbers" }
        return arity.lowerBound == 1 ? "1 number" : "\(arity.lowerBound) numbers"
    }

    /// Returns a type in words.
    private func words(_ type: Expression.ValueType) -> String {
        switch type {
        case .number: "a number"
        case .truth: "true or false"
        }
    }

    /// Throws where an operand has another type.
    private func demand(
        _ type: Expression.ValueType, _ operand: Int
    ) throws(ExpressionError) {
        guard types[operand] != type else { return }
        let remedy =
            switch type {
            case .number: "a number of it is if A > 0 then 1 else 0"
            case .truth: "give a comparison, such as A > 0"
            }
        throw ExpressionError(
            span: nodes[operand].span,
            problem: "this is \(words(types[operand])), where \(words(type)) belongs",
            remedy: remedy, kind: .type)
    }
}

extension TypeCheck {
    /// Returns what is wrong with a name that means no number.
    private func unknown(_ name: String, _ node: Node) -> ExpressionError {
        let remedy: String?
        if scope.functions[name] != nil {
            remedy = "a function has brackets: \(name)(…)"
        } else if ["infinity", "Infinity", "Inf", "INF"].contains(name) {
            remedy = "write inf"
        } else if let near = closestName(to: name, in: scope.numbers.keys.sorted()) {
            remedy = "did you mean \(near)?"
        } else {
            remedy = listed(scope.numbers.keys.sorted())
        }
        return ExpressionError(
            span: node.place, problem: "there is no number \"\(name)\"", remedy: remedy,
            kind: .unknownName)
    }

    /// Returns a clause with the names there are, or nil where they are none or too many.
    private func listed(_ names: [String]) -> String? {
        guard (1...12).contains(names.count) else { return nil }
        return "the names here are \(names.joined(separator: " "))"
    }

    /// Returns what is wrong with a name that means no function.
    private func unknownFunction(_ name: String, _ node: Node) -> ExpressionError {
        let isNumber = scope.number(name) != nil
        let near = closestName(to: name, in: scope.functions.keys.sorted())
        return ExpressionError(
            span: node.place,
            problem: isNumber
                ? "\(name) is a number, not a function" : "there is no function \"\(name)\"",
            remedy: isNumber ? "to multiply, write \(name)*" : near.map { "did you mean \($0)?" },
            kind: .unknownName)
    }
}
