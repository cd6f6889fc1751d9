// SPDX-License-Identifier: GPL-3.0-or-later

extension BoundCases {
    /// Returns which case a token falls into, with the numbers that decided.
    func derivation(_ token: Token) -> Derivation {
        guard token.advantageSign != .none else { return .noSignal }
        let place = place(token)
        let one = place.map { stated[$0] }
        let isFlipped = one?.formula == "1/r" || one?.condition?.hasPrefix("1/r ") == true
        var reasons = conditions(place, token)
        if isFlipped { reasons.removeAll { $0.hasPrefix("r ") } }
        let words = words(reasons, token)
        guard let one, one.formula != "0" else {
            return Derivation(
                condition: [sign(token), words].filter { !$0.isEmpty }.joined(separator: ", ")
                    + (one?.isCap == true ? " → masked by the dual clip" : " → masked"),
                formula: "0")
        }
        let formula = symbols.text(one.formula)
        guard isFlipped else {
            let start = [sign(token), words].filter { !$0.isEmpty }.joined(separator: ", ")
            let outcome = one.outcome ?? (one.isCap ? "capped" : "active")
            return Derivation(condition: "\(start) → \(outcome)", formula: formula)
        }
        let outcome = words.isEmpty ? "" : ", \(words) → \(one.isCap ? "capped" : "kept")"
        return Derivation(condition: "\(sign(token)) → flip\(outcome)", formula: formula)
    }

    /// The sign of the token's advantage; empty where a rule asks for none and something else decides.
    private func sign(_ token: Token) -> String {
        let isAsked =
            stated.contains { $0.sign != nil } || stated.allSatisfy { $0.condition == nil }
        guard isAsked else { return "" }
        return token.advantageSign == .positive ? "A>0" : "A<0"
    }

    /// The condition of a token's case, or the contrary of all before it.
    private func conditions(_ place: Int?, _ token: Token) -> [String] {
        if let place, let own = stated[place].condition { return [own] }
        return stated[..<(place ?? stated.count)].filter { $0.isOf(token.advantageSign) }
            .compactMap(\.condition).compactMap(RuleSymbols.negated)
    }

    /// Conditions with what parameters make as numbers: `0.8 ≤ r ≤ 3`; without bounds at infinity, and
    /// without those that no ratio can be below.
    private func words(_ conditions: [String], _ token: Token) -> String {
        let telling = conditions.filter { condition in
            guard let sides = RuleSymbols.sides(condition[...]),
                let end = number(sides.right, token)
            else { return true }
            return end < .infinity && !(sides.left == "r" && sides.comparison == ">=" && end <= 0)
        }
        return symbols.chained(telling) { side in
            guard let value = number(side, token) else { return symbols.text(side) }
            // What a token's own probability has a part in is no number that anybody has set.
            let isSet = number(side) != nil
            return Derivation.decimal(value, digits: isSet ? 12 : 4)
        }
    }
}
