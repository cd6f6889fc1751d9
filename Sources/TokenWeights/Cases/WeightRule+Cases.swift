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
    ///   - additive: What is added to the coefficient of ∇log π whatever the advantage is, as an
    ///     expression; nil for nothing.
    ///   - outside: When a token is outside the method's clip interval, as a condition without A; nil
    ///     for a method without one.
    ///   - cases: The cases, first come, first served.
    ///   - loss: Returns the loss of a token as the authors' code computes it: the independent check.
    ///     It is handed one value for each of `parameters`.
    public init(
        name: String, title: String, summary: String, source: String, parameters: [RuleParameter],
        additive: String? = nil, outside: String? = nil, cases: [RuleCase],
        loss: @escaping @Sendable (ParameterValues, _ token: Token, _ frozen: Token) -> Double
    ) {
        let symbols = RuleSymbols(parameters)
        let expression = cases.expression
        let names = [expression, additive ?? "0"].flatMap {
            (try? Expression(parsing: $0))?.names ?? []
        }
        let added = additive.map { "\nu = \(symbols.text($0))" } ?? ""
        self.init(
            name: name, title: title, summary: summary,
            formula: cases.formula(symbols) + added, expression: expression, source: source,
            parameters: parameters, entropyUse: names.contains("high_entropy") ? .quantile : .none,
            needs: TokenNeeds(names: names), additive: additive
        ) { (values: ParameterValues) -> BoundRule in
            let bound = BoundCases(cases, values, symbols)
            var rule = BoundRule(
                weight: { bound.weight($0) }, additive: function(additive, values),
                ratioWeight: additive == nil ? bound.ratioWeight(outside) : nil,
                isOutside: condition(outside, values), cap: bound.cap,
                loss: { loss(values, $0, $1) }, edges: { bound.edges($0, $1) },
                derivation: { bound.derivation($0) })
            rule.isHeld = bound.isHeld
            return rule
        }
    }
}

/// Returns an expression as a function of tokens; nil for none.
private func function(
    _ source: String?, _ values: ParameterValues
) -> (@Sendable (Token) -> Double)? {
    guard let source else { return nil }
    let function = TokenFunction(ours: source, values)
    return { function($0) }
}

/// Returns a condition as a function of tokens; nil for none.
private func condition(
    _ source: String?, _ values: ParameterValues
) -> (@Sendable (Token) -> Bool)? {
    guard let source else { return nil }
    let function = TokenFunction(ours: "if \(source) then 1 else 0", values)
    return { function($0) == 1 }
}

/// The cases of a rule with its parameters put in.
private struct BoundCases: Sendable {
    private let cases: [RuleCase]
    private let values: ParameterValues
    private let symbols: RuleSymbols
    private let all: TokenFunction
    private let conditions: [TokenFunction?]

    init(_ cases: [RuleCase], _ values: ParameterValues, _ symbols: RuleSymbols) {
        (self.cases, self.values, self.symbols) = (cases, values, symbols)
        all = TokenFunction(ours: cases.expression, values)
        conditions = cases.map { one in
            one.condition.map { TokenFunction(ours: "if \($0) then 1 else 0", values) }
        }
    }

    func weight(_ token: Token) -> Double { token.advantageSign == .none ? 0 : all(token) }

    /// Returns which case a token falls into; nil for none.
    private func place(_ token: Token) -> Int? {
        let sign = token.advantageSign
        guard sign != .none else { return nil }
        return cases.indices.first { index in
            cases[index].isOf(sign) && (conditions[index].map { $0(token) == 1 } ?? true)
        }
    }

    /// The bound on large weights; nil where there is none, or parameters put it at infinity.
    var cap: Cap? {
        let bounds = cases.filter { one in
            one.isCap && one.condition.flatMap { edge(of: Substring($0)) } != .infinity
        }
        guard !bounds.isEmpty else { return nil }
        return Cap(sides: bounds.contains { $0.formula != "0" } ? .both : .negative) { token in
            place(token).map { cases[$0].isCap } ?? false
        }
    }

    /// Whether a token falls into a case whose weight is the very bound that its condition names; nil
    /// for a rule without such a case.
    var isHeld: (@Sendable (Token) -> Bool)? {
        let areHeld = cases.map { one in
            guard one.formula != "0", let condition = one.condition,
                let bound = edge(of: Substring(condition)), bound < .infinity
            else { return false }
            return number(one.formula) == bound
        }
        guard areHeld.contains(true) else { return nil }
        return { token in place(token).map { areHeld[$0] } ?? false }
    }

    /// The weights as numbers, where they are masks, a cap and a shape of r on both sides.
    ///
    /// - Parameter outside: The condition of the method's interval.
    /// - Returns: The numbers, or nil where they cannot say it.
    func ratioWeight(_ outside: String?) -> RatioWeight? {
        guard let positive = side(.positive), let negative = side(.negative) else { return nil }
        guard let outside else { return RatioWeight(positive: positive, negative: negative) }
        let ends = outside.split(separator: " or ").map { edge(of: $0[...]) }
        guard outside.hasPrefix("r < "), ends.count == 2, let lower = ends[0], let upper = ends[1]
        else { return nil }
        return RatioWeight(
            positive: positive, negative: negative,
            interval: ClipInterval(lower: lower, upper: upper))
    }

    private func side(_ sign: AdvantageSign) -> RatioWeight.Side? {
        let own = cases.filter { $0.isOf(sign) }
        let shapes: [String: RatioWeight.Shape] = ["r": .ratio, "1": .one, "1/r": .inverse]
        var (lower, upper, cap) = (-Double.infinity, Double.infinity, Double.infinity)
        for one in own.dropLast() {
            guard let condition = one.condition,
                let sides = RuleSymbols.sides(Substring(condition)),
                sides.left == "r", let bound = edge(of: Substring(condition))
            else { return nil }
            switch (one.formula, sides.comparison) {
            case ("0", ">"): upper = min(upper, bound)
            case ("0", "<"): lower = max(lower, bound)
            case (let formula, ">") where number(formula) == bound: cap = bound
            default: return nil
            }
        }
        guard let last = own.last, last.condition == nil else { return nil }
        if last.formula == "0" { return RatioWeight.Side(.one, cap: 0) }
        guard let shape = shapes[last.formula], cap == .infinity || shape == .ratio else {
            return nil
        }
        return RatioWeight.Side(shape, lower: lower, upper: upper, cap: cap)
    }

    /// Returns the value of an expression of parameters alone, or nil.
    private func number(_ source: String) -> Double? {
        guard let expression = try? Expression(parsing: source) else { return nil }
        return try? expression.value(in: Scope(numbers: values))
    }

    /// Returns where cases begin: exactly where a condition compares r with a number, else found by
    /// looking for jumps.
    func edges(_ oldLogProbability: Double, _ advantage: Double) -> [Double] {
        let sign = AdvantageSign(advantage)
        guard sign != .none else { return [] }
        let own = cases.filter { $0.isOf(sign) }
        let edges = own.compactMap(\.condition).flatMap { condition -> [Double] in
            guard let bound = edge(of: Substring(condition)) else {
                preconditionFailure("\(condition) compares nothing that edges are known of")
            }
            let moved = bound / exponential(oldLogProbability)
            if condition.hasPrefix("abs(p - m)") { return [1 - moved, 1 + moved] }
            return [condition.hasPrefix("p - m") ? 1 + moved : bound]
        }
        return Set(edges.filter { $0 > 0 && $0.isFinite }).sorted()
    }

    /// Returns the number that a condition compares a token's move with, or nil for another condition.
    ///
    /// Moves are r, π/μ, which on curves is r, and p − m with and without its sign.
    private func edge(of condition: Substring) -> Double? {
        guard let sides = RuleSymbols.sides(condition),
            ["r", "exp(log_p - log_m)", "p - m", "abs(p - m)"].contains(sides.left)
        else { return nil }
        return number(sides.right)
    }

    func derivation(_ token: Token) -> Derivation {
        let sign = token.advantageSign
        guard sign != .none else { return .noSignal }
        let place = place(token)
        let before = cases[..<(place ?? cases.count)].filter { $0.isOf(sign) }
            .compactMap(\.condition)
        let conditions =
            before.compactMap { RuleSymbols.negated($0) }
            + [place.flatMap { cases[$0].condition }].compactMap { $0 }
        let words =
            [sign == .positive ? "A>0" : "A<0"] + conditions.map { symbols.text($0, values) }
        let condition = words.joined(separator: ", ")
        guard let place, cases[place].formula != "0" else {
            let isCap = place.map { cases[$0].isCap } ?? false
            return isCap
                ? Derivation(condition: "\(condition) → masked by the dual clip", formula: "0")
                : .masked(condition)
        }
        let formula = symbols.text(cases[place].formula)
        guard cases[place].isCap else { return .active(condition, formula) }
        return Derivation(condition: "\(condition) → held, gradient kept", formula: formula)
    }
}
