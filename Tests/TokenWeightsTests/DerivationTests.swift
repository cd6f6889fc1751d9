// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TestSupport
import Testing
import TokenWeights

/// What the screen says about a token, worked by hand from the formulas.
private struct Case: Sendable, CustomStringConvertible {
    let rule: WeightRule
    let old: Double
    let new: Double
    let advantage: Double
    let condition: String
    let formula: String
    var values: ParameterValues = [:]

    var description: String { "\(rule.name): \(condition)" }
}

private let cases = [
    Case(
        rule: .grpo, old: 0.1, new: 0.05, advantage: 1, condition: "A>0, r ≤ 1.2 → active",
        formula: "r"),
    Case(
        rule: .grpo, old: 0.02, new: 0.03, advantage: 1, condition: "A>0, r > 1.2 → masked",
        formula: "0"),
    Case(
        rule: .grpo, old: 0.2, new: 0.3, advantage: -1, condition: "A<0, 0.8 ≤ r ≤ 3 → active",
        formula: "r"),
    Case(
        rule: .grpo, old: 0.1, new: 0.5, advantage: -1,
        condition: "A<0, r > 3 → masked by the dual clip", formula: "0"),
    Case(
        rule: .ppo, old: 0.1, new: 0.5, advantage: -1, condition: "A<0, r ≥ 0.8 → active",
        formula: "r"),
    Case(
        rule: .ppo, old: 0.1, new: 0.11, advantage: 1, condition: "A>0, r ≤ 1.14 → active",
        formula: "r", values: ["eps_high": 0.14]),
    Case(
        rule: .dapo, old: 0.1, new: 0.125, advantage: 1, condition: "A>0, r ≤ 1.28 → active",
        formula: "r"),
    Case(
        rule: .nois, old: 0.1, new: 0.05, advantage: -1, condition: "A<0, r < 0.8 → masked",
        formula: "0"),
    Case(
        rule: .posnois, old: 0.1, new: 0.05, advantage: 1, condition: "A>0, r ≤ 1.2 → active",
        formula: "1"),
    Case(
        rule: .aspo, old: 0.1, new: 0.05, advantage: 1,
        condition: "A>0 → flip, 1/r ≤ 3 → kept", formula: "1/r"),
    Case(
        rule: .aspo, old: 0.9, new: 0.1, advantage: 1,
        condition: "A>0 → flip, 1/r > 3 → capped", formula: "c"),
    Case(
        rule: .aspo, old: 0.02, new: 0.03, advantage: 1, condition: "A>0, r > 1.2 → masked",
        formula: "0"),
    Case(
        rule: .aspo, old: 0.1, new: 0.5, advantage: -1, condition: "A<0, r > 3 → capped",
        formula: "c"),
    Case(
        rule: .aspoNocap, old: 0.9, new: 0.1, advantage: 1, condition: "A>0 → flip",
        formula: "1/r"),
    Case(
        rule: .aspoNomask, old: 0.2, new: 0.02, advantage: -1, condition: "A<0, r ≤ 3 → active",
        formula: "r"),
    Case(
        rule: .cispo, old: 0.1, new: 0.5, advantage: 1,
        condition: "r > 1.2 → clipped, gradient kept", formula: "1 + ε_high"),
    Case(
        rule: .ceGPPO, old: 0.1, new: 0.05, advantage: -1,
        condition: "A<0, r < 0.8 → held at the end", formula: "β1·(1 − ε_low)"),
    Case(
        rule: .dppoTV, old: 0.1, new: 0.5, advantage: 1,
        condition: "A>0, π − π_old > 0.2 → masked",
        formula: "0"),
    Case(
        rule: .dppoTV, old: 0.5, new: 0.1, advantage: 1,
        condition: "A>0, π − π_old ≤ 0.2, r ≤ 20 → active", formula: "r"),
    Case(
        rule: .reinforce, old: 0.5, new: 0.1, advantage: 1, condition: "A>0 → active",
        formula: "1"),
]

@Test("The derivation names the case with its numbers", arguments: cases)
private func derivation(_ row: Case) {
    let token = Token(old: row.old, new: row.new, advantage: row.advantage)
    let derivation = row.rule.bound(row.values).derivation(token)
    #expect(derivation == Derivation(condition: row.condition, formula: row.formula))
}

@Test(
    "The derivation's formula has the value of the weight",
    arguments: WeightRule.ofTokens.filter { !["sapo", "maspo"].contains($0.name) }.map(\.name))
private func formula(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 7)
    var formulas: Set<String> = []
    for _ in 0..<1000 {
        let token = generator.token()
        let bound = rule.bound()
        let formula = bound.derivation(token).formula
        let value = try #require(rule.statedValue(formula, token), "\(formula)")
        #expect(agrees(bound.weight(token), value, relative: 1e-11), "\(token)")
        #expect((formula == "0") == (bound.weight(token) == 0))
        formulas.insert(formula)
    }
    let isOneWord = rule.expression?.contains(" ") == false
    #expect(formulas.count > (isOneWord ? 0 : 1))
}

@Test("SAPO's derivation names the sharpness of the token's sign")
private func sapo() {
    let rule = WeightRule.sapo.bound()
    let good = rule.derivation(Token(old: 0.1, new: 0.2, advantage: 1))
    let bad = rule.derivation(Token(old: 0.1, new: 0.2, advantage: -1))
    #expect(good.formula == "4·r·σ(x)·(1 − σ(x)), x = τ_pos·(r − 1)")
    #expect(bad.formula == "4·r·σ(x)·(1 − σ(x)), x = τ_neg·(r − 1)")
}

extension WeightRule {
    /// Returns the value of a formula that is an expression with the screen's symbols, or nil.
    fileprivate func statedValue(_ formula: String, _ token: Token) -> Double? {
        let symbols =
            TokenVariable.allCases.map { ($0.symbol, $0.value(token)) }
            + parameters.map { ($0.symbol, $0.defaultValue) }
        var (text, numbers) = (formula, [String: Double]())
        for (index, (symbol, value)) in symbols.sorted(by: { $0.0.count > $1.0.count }).enumerated()
        where symbol.count > 1 || !symbol.allSatisfy(\.isASCII) {
            text = text.replacing(symbol, with: "x_\(index)")
            numbers["x_\(index)"] = value
        }
        for (symbol, value) in symbols where symbol.allSatisfy(\.isASCII) {
            numbers[symbol] = numbers[symbol] ?? value
        }
        return try? Expression(parsing: text).value(in: Scope(numbers: numbers))
    }
}
