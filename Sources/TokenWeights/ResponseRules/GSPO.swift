// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's clip on the geometric mean of a response's ratios.
    public static let gspo = WeightRule(
        name: "gspo",
        title: "GSPO",
        summary: """
            One ratio for the whole response, the geometric mean of its tokens', clipped as PPO \
            clips a token's; every token of the response gets it as its weight.
            """,
        formula: """
            s = exp(mean log r)
            A > 0: w = s if s ≤ 1 + ε_high, else 0
            A < 0: w = s if s ≥ 1 − ε_low, else 0
            """,
        source: """
            Zheng et al., Group Sequence Policy Optimization, arXiv:2507.18071; \
            as in verl, compute_policy_loss_gspo, log s is at most 10
            """,
        parameters: [below, above], clamp: responseClamp
    ) { values in
        gspoWeighing(ClipInterval(below: values[below], above: values[above]))
    }

    private static let below = RuleParameter.clipBelow.defaulting(to: 3e-4)
    private static let above = RuleParameter.clipAbove.defaulting(to: 4e-4)
}

/// Returns GSPO's weighing of responses, which GSPO-token shares.
func gspoWeighing(_ clip: ClipInterval) -> ResponseWeighing {
    ResponseWeighing(
        reduction: .mean,
        weigh: { fill(&$0, with: gspoWeight($0, advantage: $1, clip: clip)) },
        loss: { logRatios, _, advantage in
            gspoLoss(logRatios, advantage: advantage, clip: clip)
        },
        edges: { clip.maskEdge($0) })
}

/// Returns GSPO's weight on each token of a response.
///
///     s = exp(mean x)
///     A > 0:  w = s   if s ≤ 1 + ε_high,  else 0
///     A < 0:  w = s   if s ≥ 1 − ε_low,   else 0
///
/// The loss's derivative by one log-probability is −w A / T: the tokens of a response of T are
/// averaged. GSPO-token has the same gradient where the tokens share their advantage.
///
/// - Parameters:
///   - logRatios: x = log π − log π_old of each token in nats.
///   - advantage: The response's advantage, unitless.
///   - clip: The interval whose ends begin the mask.
/// - Returns: A unitless weight, never negative; 0 where A is 0 or NaN.
/// - Source: Zheng et al., arXiv:2507.18071, the loss differentiated by hand.
package func gspoWeight(_ logRatios: [Double], advantage: Double, clip: ClipInterval) -> Double {
    let ratio = responseRatio(logRatios)
    switch AdvantageSign(advantage) {
    case .positive: return ratio > clip.upper ? 0 : ratio
    case .negative: return ratio < clip.lower ? 0 : ratio
    case .none: return 0
    }
}

/// Returns GSPO's loss of one response, max(−A s, −A clip(s)).
///
/// - Parameters:
///   - logRatios: x = log π − log π_old of each token in nats.
///   - advantage: The response's advantage, unitless.
///   - clip: The interval to which s is clipped.
/// - Returns: The loss before any averaging over responses, in units of the advantage.
/// - Source: Zheng et al., arXiv:2507.18071.
package func gspoLoss(_ logRatios: [Double], advantage: Double, clip: ClipInterval) -> Double {
    guard AdvantageSign(advantage) != .none, !logRatios.isEmpty else { return 0 }
    let ratio = responseRatio(logRatios)
    return max(-advantage * ratio, -advantage * clip.clamped(ratio))
}
