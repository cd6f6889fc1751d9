// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes the cases of a rule as a formula in Unicode.
struct CaseFormula {
    let cases: [RuleCase]
    let definitions: [RuleDefinition]
    let symbols: RuleSymbols

    /// What is defined, one line each, and one line a sign of the advantage.
    var text: String {
        let defined = definitions.map { one in
            one.line ?? "\(one.symbol) = \(symbols.text(one.expression))"
        }
        let (good, bad) = (words(.positive), words(.negative))
        let weights = good == bad ? ["w = \(good)"] : ["A > 0: w = \(good)", "A < 0: w = \(bad)"]
        return (defined.filter { !$0.isEmpty } + weights).joined(separator: "\n")
    }

    /// The cases of a sign: `min(1/r, c) if r ≤ 1 + ε_high, else 0`.
    private func words(_ sign: AdvantageSign) -> String {
        let own = cases.filter { $0.isOf(sign) }
        let masks = own.prefix { $0.isMask }
        let rest = parts(Array(own.dropFirst(masks.count)))
        // What is masked reads better from the other side: r if r ≤ 1 + ε_high, else 0.
        let kept = masks.compactMap(\.condition).compactMap(RuleSymbols.negated)
        guard !masks.isEmpty else { return rest.joined(separator: ", ") }
        guard rest.count == 1, rest != ["0"], kept.count == masks.count else {
            return (masks.map(words) + rest).joined(separator: ", ")
        }
        return "\(rest[0]) if \(symbols.chained(kept) { symbols.text($0) }), else 0"
    }

    /// The cases below the masks, in as few parts as say them.
    private func parts(_ own: [RuleCase]) -> [String] {
        guard let last = own.last else { return ["0"] }
        if last.condition == nil, let bounded = bounded(last, by: own.dropLast()) {
            return [bounded]
        }
        let parts = own.map {
            $0.condition == nil && own.count > 1 ? "else \(words($0))" : words($0)
        }
        return last.condition == nil ? parts : parts + ["else 0"]
    }

    private func words(_ one: RuleCase) -> String {
        let formula = symbols.text(one.formula)
        return one.condition.map { "\(formula) if \(symbols.text($0))" } ?? formula
    }

    /// The formula of a case held at bounds, `min(r, c)`; nil where other cases are more than that.
    private func bounded(_ last: RuleCase, by bounds: ArraySlice<RuleCase>) -> String? {
        var (lower, upper) = (String?.none, String?.none)
        for bound in bounds {
            guard let sides = bound.condition.flatMap({ RuleSymbols.sides(Substring($0)) }),
                sides.left == last.formula, sides.right == bound.formula
            else { return nil }
            if sides.comparison == ">" { upper = bound.formula } else { lower = bound.formula }
        }
        let weight = symbols.text(last.formula)
        switch (lower.map { symbols.text($0) }, upper.map { symbols.text($0) }) {
        case (let lower?, let upper?): return "clip(\(weight), \(lower), \(upper))"
        case (let lower?, nil): return "max(\(weight), \(lower))"
        case (nil, let upper?): return "min(\(weight), \(upper))"
        case (nil, nil): return weight
        }
    }
}
