// SPDX-License-Identifier: GPL-3.0-or-later

/// One case of a rule: what the weight is, and of which tokens.
///
/// A rule is a short list of them. Of a token's cases the first holds whose condition is true; where
/// none is, the weight is 0. Everything is in the language of the rules that people type, so that
/// weights, edges, derivations, formulas and what is written for other programs are read off the list.
///
///     .positive("0", if: "r > 1 + eps_high"), .positive("r")
public struct RuleCase: Sendable, Equatable {
    /// The sign of the advantage for which the case is; nil for both.
    let sign: AdvantageSign?

    /// What must be true of the token; nil for all that no case before it took.
    let condition: String?

    /// The weight.
    let formula: String

    /// Whether a bound on large weights acts here: a soft one, which keeps the bound as the weight, or
    /// a hard one, whose weight is 0.
    let isCap: Bool

    /// Returns a case of tokens of good answers, A > 0.
    ///
    /// Masks stand first, as what is true beyond them, so that a NaN ratio is masked by none.
    public static func positive(
        _ formula: String, if condition: String? = nil, isCap: Bool = false
    ) -> RuleCase {
        RuleCase(sign: .positive, condition: condition, formula: formula, isCap: isCap)
    }

    /// Returns a case of tokens of bad answers, A < 0.
    public static func negative(
        _ formula: String, if condition: String? = nil, isCap: Bool = false
    ) -> RuleCase {
        RuleCase(sign: .negative, condition: condition, formula: formula, isCap: isCap)
    }

    /// Returns a case of all tokens with an advantage.
    public static func any(
        _ formula: String, if condition: String? = nil, isCap: Bool = false
    ) -> RuleCase {
        RuleCase(sign: nil, condition: condition, formula: formula, isCap: isCap)
    }

    /// Whether the case is one of a sign.
    func isOf(_ sign: AdvantageSign) -> Bool { self.sign == nil || self.sign == sign }
}

extension [RuleCase] {
    /// All cases as one expression.
    var expression: String {
        let (good, bad) = (chain(.positive), chain(.negative))
        return good == bad ? good : "if A > 0 then (\(good)) else (\(bad))"
    }

    /// The cases of one sign as one expression.
    private func chain(_ sign: AdvantageSign) -> String {
        filter { $0.isOf(sign) }.reversed().reduce("0") { rest, next in
            guard let condition = next.condition else { return next.formula }
            return "if \(condition) then \(next.formula) else (\(rest))"
        }
    }

    /// The cases as a formula in Unicode, one line a sign.
    func formula(_ symbols: RuleSymbols) -> String {
        let (good, bad) = (words(.positive, symbols), words(.negative, symbols))
        return good == bad ? "w = \(good)" : "A > 0: w = \(good)\nA < 0: w = \(bad)"
    }

    private func words(_ sign: AdvantageSign, _ symbols: RuleSymbols) -> String {
        var own = filter { $0.isOf(sign) }
        // What is masked reads better from the other side: r if r ≤ 1 + ε_high, else 0.
        if own.count == 2, own[0].formula == "0", own[1].condition == nil,
            let condition = own[0].condition, let negated = RuleSymbols.negated(condition)
        {
            own = [RuleCase(sign: sign, condition: negated, formula: own[1].formula, isCap: false)]
        }
        var parts = own.map { one in
            let formula = symbols.text(one.formula)
            if let condition = one.condition { return "\(formula) if \(symbols.text(condition))" }
            return own.count == 1 ? formula : "else \(formula)"
        }
        if own.last?.condition != nil { parts.append("else 0") }
        return parts.isEmpty ? "0" : parts.joined(separator: ", ")
    }
}
