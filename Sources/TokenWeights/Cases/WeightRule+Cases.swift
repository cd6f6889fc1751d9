// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

extension WeightRule {
    /// Makes a rule from its cases; what is shown, drawn and exported of it is read off them.
    ///
    /// - Parameters:
    ///   - name: What people type.
    ///   - title: What legends show.
    ///   - summary: What the rule does, in one sentence.
    ///   - source: Where it is published, and what it was checked against.
    ///   - parameters: What can be set.
    ///   - definitions: Parts of the formulas that have names of their own.
    ///   - additive: What is added to the coefficient of ∇log π whatever the advantage is, as an
    ///     expression; nil for nothing.
    ///   - outside: When a token is outside the method's clip interval, as a condition without A; nil
    ///     for a method without one.
    ///   - cases: The cases, first come, first served.
    ///   - loss: Returns the loss of a token as the authors' code computes it: the independent check.
    ///     It is handed one value for each of `parameters`.
    public init(
        name: String, title: String, summary: String, source: String, parameters: [RuleParameter],
        definitions: [RuleDefinition] = [], additive: String? = nil, outside: String? = nil,
        cases: [RuleCase],
        loss: @escaping @Sendable (ParameterValues, _ token: Token, _ frozen: Token) -> Double
    ) {
        let symbols = RuleSymbols(parameters, definitions)
        let outside = outside.map(definitions.expanded)
        let texts =
            cases.flatMap { [$0.condition, $0.formula].compactMap { $0 } }
            + definitions.map(\.expression) + [additive ?? ""]
        let names = texts.reduce(into: Set()) { $0.formUnion(RuleSymbols.names(in: $1)) }
        self.init(
            name: name, title: title, summary: summary, source: source, parameters: parameters,
            entropyUse: names.contains("high_entropy") ? .quantile : .none,
            needs: TokenNeeds(names: names), additive: additive
        ) {
            let shown = CaseFormula(cases: cases, definitions: definitions, symbols: symbols).text
            return RuleTexts(
                formula: shown + (additive.map { "\nu = \(symbols.text($0))" } ?? ""),
                expression: definitions.expanded(cases).expression,
                definitions: definitions.named,
                statedExpression: definitions.unnamed.expanded(cases).expression)
        } bind: { (values: ParameterValues) -> BoundRule in
            let bound = BoundCases(cases, definitions, values, symbols)
            return bound.rule(additive: additive, outside: outside) { loss(values, $0, $1) }
        }
    }
}

extension BoundCases {
    /// Returns the rule that the cases make.
    ///
    /// Where the weights can be said as numbers they are computed from those, which is quicker and the
    /// same to the bit.
    fileprivate func rule(
        additive: String?, outside: String?,
        loss: @escaping @Sendable (_ token: Token, _ frozen: Token) -> Double
    ) -> BoundRule {
        let numbers = additive == nil ? ratioWeight(outside) : nil
        var rule = BoundRule(
            weight: weights(numbers), additive: additive.map { function($0) },
            ratioWeight: numbers, isOutside: outside.map { exclusion($0) },
            cap: cap(numbers), loss: loss, edges: { edges($0, $1) },
            derivation: { derivation($0) })
        // What can be said as numbers holds weights by its cap alone.
        if numbers == nil { rule.isHeld = isHeld }
        return rule
    }

    private func weights(_ numbers: RatioWeight?) -> @Sendable (Token) -> Double {
        guard let numbers else { return { weight($0) } }
        return { numbers.weight($0) }
    }

    /// Returns an expression as a function of tokens.
    private func function(_ source: String) -> @Sendable (Token) -> Double {
        let function = TokenFunction(ours: source, values)
        return { function($0) }
    }

    /// Returns whether a token is outside the method's interval, as a function.
    private func exclusion(
        _ condition: String
    ) -> @Sendable (Token) -> Bool {
        if let interval = interval(condition) { return { interval.excludes($0.importanceRatio) } }
        let function = TokenFunction(condition: condition, values)
        return { function($0) == 1 }
    }
}
