// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's clip with the dual clip of verl: what most GRPO training runs use.
    public static let grpo = WeightRule(
        name: "grpo",
        title: "GRPO",
        summary: """
            PPO's rule, with no gradient either for tokens of bad answers whose ratio exceeds c; \
            GRPO itself differs from PPO in the advantage only.
            """,
        formula: """
            A > 0: w = r if r ≤ 1 + ε_high, else 0
            A < 0: w = r if 1 − ε_low ≤ r ≤ c, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else r)
            else (if r < 1 - eps_low or r > c then 0 else r)
            """,
        source: """
            Shao et al., DeepSeekMath, arXiv:2402.03300, eq. 3; dual clip: Ye et al., \
            arXiv:1912.09729; checked against verl, compute_policy_loss_vanilla, and \
            Archer2.0, compute_policy_loss
            """,
        parameters: [.clipBelow, .clipAbove, .cap]
    ) { values in
        dualClippedRule(clip: ClipInterval(values), dualClip: values[.cap])
    }
}

/// Returns the weight of PPO with a dual clip on one token's score-function gradient.
///
///     A > 0:  w = r   if r ≤ 1 + ε_high,      else 0
///     A < 0:  w = r   if 1 − ε_low ≤ r ≤ c,   else 0
///     A = 0:  w = 0
///
/// The dual clip is hard: beyond c the gradient is zero, where ASPO's soft cap keeps c.
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
///   - dualClip: The bound c; infinity means none.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
/// - Source: Ye et al., arXiv:1912.09729, differentiated by hand. At r = c exactly
///   automatic differentiation halves the gradient; here it is kept whole.
package func grpoWeight(_ token: Token, clip: ClipInterval, dualClip: Double) -> Double {
    let ratio = token.importanceRatio
    switch token.advantageSign {
    case .positive: return ratio > clip.upper ? 0 : ratio
    case .negative: return ratio < clip.lower || ratio > dualClip ? 0 : ratio
    case .none: return 0
    }
}

/// Returns PPO with a dual clip as a rule.
func dualClippedRule(clip: ClipInterval, dualClip: Double) -> BoundRule {
    BoundRule(
        clip: clip, dualClip: dualClip,
        weight: { grpoWeight($0, clip: clip, dualClip: dualClip) },
        ratioWeight: RatioWeight(
            clip: clip, dualClip: dualClip, positive: .ratio, negative: .ratio),
        loss: { token, _ in clippedLoss(token, clip: clip, dualClip: dualClip) })
}
