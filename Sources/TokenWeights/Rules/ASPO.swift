// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO as the paper describes it: one ε for all tokens.
    ///
    /// The released code differs from the paper, and is ``aspoCode`` here: it takes ε = 0.4 for
    /// the fifth of a response's tokens with the highest entropy and 0.2 for the others, where
    /// the paper names 0.2 for all. Two things the code settles for both: the cap keeps the
    /// gradient on both signs (the paper's text is silent on A < 0), and c = 3 (in the paper only
    /// a line of Figure 4).
    public static let aspo = WeightRule(
        name: "aspo",
        title: "ASPO",
        summary: """
            The ratio turned over for good answers, so that tokens which lag behind are pushed \
            hardest; PPO's mask; weights capped at c with their gradient kept.
            """,
        formula: """
            A > 0: w = min(1/r, c) if r ≤ 1 + ε_high, else 0
            A < 0: w = min(r, c) if r ≥ 1 − ε_low, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else min(1/r, c))
            else (if r < 1 - eps_low then 0 else min(r, c))
            """,
        source: aspoPaper + """
            ; one ε for all tokens, as the paper says. Checked against Archer2.0, \
            compute_policy_loss_archer, with the same ε for all tokens
            """,
        parameters: [.clipBelow, .clipAbove, .cap]
    ) { values in
        aspoRule(clip: ClipInterval(values), cap: values[.cap])
    }

    /// The paper's two titles: version 1 of October 2025, version 2 of May 2026.
    static let aspoPaper = """
        Wang et al., "ASPO: Asymmetric Importance Sampling Policy Optimization" (version 1), \
        "When Importance Sampling Misallocates Credit: Asymmetric Ratios for Outcome-Supervised \
        RL" (version 2), arXiv:2510.06062, section 6 and eq. 3
        """
}

/// Returns ASPO's weight on one token's score-function gradient.
///
///     A > 0:  w = min(1/r, c)   if r ≤ 1 + ε_high,  else 0
///     A < 0:  w = min(r, c)     if r ≥ 1 − ε_low,   else 0
///     A = 0:  w = 0
///
/// First the mask, then the flip, then the cap. The cap is soft: a capped token keeps the weight
/// c, where the dual clip of PPO would stop it. At r = 1 the weight is 1 whatever the token's
/// probability, so that on-policy training is GRPO's.
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
///   - positiveCap: The bound c on 1/r where A > 0; infinity means none.
///   - negativeCap: The bound c on r where A < 0; infinity means none.
/// - Returns: A unitless weight, never negative, at most 4.9e8 without a cap; NaN where the
///   ratio is NaN and A is not 0.
/// - Source: Wang et al., arXiv:2510.06062v2, section 6, eq. 3.
package func aspoWeight(
    _ token: Token, clip: ClipInterval, positiveCap: Double, negativeCap: Double
) -> Double {
    let ratio = token.importanceRatio
    switch token.advantageSign {
    case .positive: return ratio > clip.upper ? 0 : min(1 / ratio, positiveCap)
    case .negative: return ratio < clip.lower ? 0 : min(ratio, negativeCap)
    case .none: return 0
    }
}

/// Returns ASPO's loss of one token, with the denominators that it does not differentiate
/// through taken from `frozen`.
///
///     b = min(r, 1 + ε_high) where A > 0,  max(r, 1 − ε_low) where A < 0
///     A > 0:  −A b / sg(b²)     where 1/b ≤ c,  else −A c log π
///     A < 0:  −A b              where b ≤ c,    else −A c log π
///
/// Only its gradient carries meaning: the value jumps where the cap begins. Without the frozen
/// denominator, −A/b would push a good token *down*: the sign of its gradient is the opposite.
///
/// - Parameters:
///   - token: One token, as the policy moves.
///   - frozen: The same token where the policy stands.
///   - clip: The interval to which r is clipped on the side of the mask.
///   - positiveCap: The bound c on 1/b where A > 0; infinity means none.
///   - negativeCap: The bound c on b where A < 0; infinity means none.
/// - Returns: The loss before any averaging, in units of the advantage.
/// - Source: Archer2.0, compute_policy_loss_archer; arXiv:2510.06062v2, eq. 3.
package func aspoLoss(
    _ token: Token, frozen: Token, clip: ClipInterval, positiveCap: Double, negativeCap: Double
) -> Double {
    switch token.advantageSign {
    case .positive:
        let frozenRatio = min(frozen.importanceRatio, clip.upper)
        return 1 / frozenRatio > positiveCap
            ? scoreFunctionLoss(token, weight: positiveCap)
            : -token.advantage * min(token.importanceRatio, clip.upper)
                / (frozenRatio * frozenRatio)
    case .negative:
        return max(frozen.importanceRatio, clip.lower) > negativeCap
            ? scoreFunctionLoss(token, weight: negativeCap)
            : -token.advantage * max(token.importanceRatio, clip.lower)
    case .none: return 0
    }
}
