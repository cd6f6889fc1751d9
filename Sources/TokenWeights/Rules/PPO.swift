// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Clipped importance sampling without a dual clip: the original PPO.
    public static let ppo = WeightRule(
        name: "ppo",
        title: "PPO",
        summary: "The ratio itself, and nothing for a token that has already moved too far.",
        formula: """
            A > 0: w = r if r ≤ 1 + ε_high, else 0
            A < 0: w = r if r ≥ 1 − ε_low, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else r)
            else (if r < 1 - eps_low then 0 else r)
            """,
        source: """
            Schulman et al., Proximal Policy Optimization Algorithms, arXiv:1707.06347, eq. 7; \
            checked against verl, compute_policy_loss_vanilla with clip_ratio_c = 1e30
            """,
        parameters: [.clipBelow, .clipAbove]
    ) { values in
        let clip = ClipInterval(values)
        return BoundRule(
            clip: clip,
            weight: { ppoWeight($0, clip: clip) },
            ratioWeight: RatioWeight(clip: clip, positive: .ratio, negative: .ratio),
            loss: { token, _ in clippedLoss(token, clip: clip, dualClip: .infinity) })
    }
}

/// Returns PPO's weight on one token's score-function gradient.
///
///     A > 0:  w = r   if r ≤ 1 + ε_high,  else 0
///     A < 0:  w = r   if r ≥ 1 − ε_low,   else 0
///     A = 0:  w = 0
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
/// - Source: Schulman et al., arXiv:1707.06347, eq. 7, differentiated by hand.
package func ppoWeight(_ token: Token, clip: ClipInterval) -> Double {
    let ratio = token.importanceRatio
    switch token.advantageSign {
    case .positive: return ratio > clip.upper ? 0 : ratio
    case .negative: return ratio < clip.lower ? 0 : ratio
    case .none: return 0
    }
}
