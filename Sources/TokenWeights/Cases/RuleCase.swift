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

    /// What a derivation says becomes of the token; nil for what follows from the rest: masked, capped
    /// or active.
    let outcome: String?

    /// Returns a case of tokens of good answers, A > 0.
    ///
    /// Masks stand first, as what is true beyond them, so that a NaN ratio is masked by none.
    public static func positive(
        _ formula: String, if condition: String? = nil, isCap: Bool = false,
        outcome: String? = nil
    ) -> RuleCase {
        RuleCase(
            sign: .positive, condition: condition, formula: formula, isCap: isCap, outcome: outcome)
    }

    /// Returns a case of tokens of bad answers, A < 0.
    public static func negative(
        _ formula: String, if condition: String? = nil, isCap: Bool = false,
        outcome: String? = nil
    ) -> RuleCase {
        RuleCase(
            sign: .negative, condition: condition, formula: formula, isCap: isCap, outcome: outcome)
    }

    /// Returns a case of all tokens with an advantage.
    public static func any(
        _ formula: String, if condition: String? = nil, isCap: Bool = false,
        outcome: String? = nil
    ) -> RuleCase {
        RuleCase(
            sign: nil, condition: condition, formula: formula, isCap: isCap, outcome: outcome)
    }

    /// Whether the case is one of a sign.
    func isOf(_ sign: AdvantageSign) -> Bool { self.sign == nil || self.sign == sign }

    /// Whether tokens of the case have no gradient.
    var isMask: Bool { formula == "0" && condition != nil }
}

extension [RuleCase] {
    /// All cases as one expression.
    var expression: String {
        let (good, bad) = (chain(.positive), chain(.negative))
        return good == bad ? good : "if A > 0 then (\(good)) else (\(bad))"
    }

    /// The cases of one sign as one expression.
    private func chain(_ sign: AdvantageSign) -> String {
        var own = filter { $0.isOf(sign) }
        var text = "0"
        while let last = own.popLast() {
            guard let condition = last.condition else {
                text = last.formula
                continue
            }
            var masks = last.isMask ? [condition] : []
            while last.isMask, let before = own.last, before.isMask, let other = before.condition {
                masks.insert(other, at: 0)
                own.removeLast()
            }
            let all = masks.isEmpty ? condition : masks.joined(separator: " or ")
            text = last.holding(text) ?? "if \(all) then \(last.formula) else (\(text))"
        }
        return text
    }
}

extension RuleCase {
    /// Returns a weight held at the case's bound, `min(r, c)`; nil for a case that is none.
    fileprivate func holding(_ weight: String) -> String? {
        guard let sides = condition.flatMap({ RuleSymbols.sides($0[...]) }), sides.left == weight,
            sides.right == formula
        else { return nil }
        switch sides.comparison {
        case ">": return "min(\(weight), \(formula))"
        case "<": return "max(\(weight), \(formula))"
        default: return nil
        }
    }
}

extension [RuleCase] {
    /// PPO's mask at both ends of an interval, and the dual clip where there is one.
    ///
    /// - Parameters:
    ///   - lower: The ratio below which tokens of bad answers are masked.
    ///   - upper: The ratio above which tokens of good answers are masked.
    ///   - dualClip: The ratio above which tokens of bad answers are masked too; nil for none.
    /// - Returns: The masks alone, without the weights between them.
    /// - Source: Schulman et al., arXiv:1707.06347, eq. 7; Ye et al., arXiv:1912.09729.
    static func clip(
        lower: String = "1 - eps_low", upper: String = "1 + eps_high", dualClip: String? = nil
    ) -> [RuleCase] {
        [.positive("0", if: "r > \(upper)"), .negative("0", if: "r < \(lower)")]
            + (dualClip.map { [.negative("0", if: "r > \($0)", isCap: true)] } ?? [])
    }

    /// ASPO's weights below its mask: the ratio turned over for good answers, and a bound on both signs
    /// that keeps the gradient.
    ///
    /// - Parameter cap: The bound; nil for none.
    /// - Returns: The cases of both signs, the bounds first.
    static func flipped(cap: String?) -> [RuleCase] {
        let bounds = cap.map { cap in
            [
                RuleCase.positive(cap, if: "1/r > \(cap)", isCap: true),
                .negative(cap, if: "r > \(cap)", isCap: true),
            ]
        }
        return (bounds ?? []) + [.positive("1/r"), .negative("r")]
    }
}

extension String {
    /// When a token is outside the interval that `eps_low` and `eps_high` span.
    static let outsideInterval = "r < 1 - eps_low or r > 1 + eps_high"
}
