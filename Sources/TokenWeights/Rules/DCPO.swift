// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO with an interval that widens as the old probability falls.
    public static let dcpo = WeightRule(
        name: "dcpo",
        title: "DCPO",
        summary: "GRPO's rule with an interval that is wider the rarer the token was.",
        formula: """
            lower = (1 + √max(0, 1 − 4 ε_low / π_old)) / 2
            upper = min((1 + √(1 + 4 ε_high / π_old)) / 2, max(c, 10))
            A > 0: w = r if r ≤ upper, else 0
            A < 0: w = r if lower ≤ r ≤ c, else 0
            """,
        expression: """
            if A > 0
            then (if r > min((1 + sqrt(1 + 4*eps_high/q))/2, max(c, 10)) then 0 else r)
            else (if r < (1 + sqrt(max(0, 1 - 4*eps_low/q)))/2 or r > c then 0 else r)
            """,
        source: """
            Yang et al., DCPO, arXiv:2509.02333; formula as in lime-RL/DCPO, \
            compute_policy_loss_dcpo with clip_type dynamic
            """,
        parameters: [clipBelow, .clipAbove, dualClip]
    ) { values in
        let below = values[clipBelow]
        let above = values[.clipAbove]
        let bound = values[dualClip]
        let interval = { @Sendable (oldLogProbability: Double) in
            dynamicClipInterval(
                oldLogProbability: oldLogProbability, below: below, above: above,
                ceiling: max(bound, 10))
        }
        return dynamicClipRule(interval: interval, dualClip: bound)
    }

    private static let clipBelow = RuleParameter.clipBelow.defaulting(to: 0.16)
    private static let dualClip = RuleParameter.cap.defaulting(to: 10)
}

/// Returns DCPO's interval for one old probability q.
///
///     lower = (1 + √max(0, 1 − 4 ε_low / q)) / 2
///     upper = min((1 + √(1 + 4 ε_high / q)) / 2, ceiling)
///
/// It solves (r − 1) r q = ε: the rarer the token was, the further its ratio may go.
///
/// - Parameters:
///   - oldLogProbability: log q in nats; −∞ gives the widest interval.
///   - below: ε_low, unitless.
///   - above: ε_high, unitless.
///   - ceiling: The highest upper end; the authors' code takes max(c, 10).
/// - Returns: The interval; its lower end is between 0.5 and 1.
/// - Source: Yang et al., arXiv:2509.02333; lime-RL/DCPO, get_clip_low_high.
package func dynamicClipInterval(
    oldLogProbability: Double, below: Double, above: Double, ceiling: Double
) -> ClipInterval {
    let oldProbability = exponential(oldLogProbability)
    return ClipInterval(
        lower: (1 + max(0, 1 - 4 * below / oldProbability).squareRoot()) / 2,
        upper: min((1 + (1 + 4 * above / oldProbability).squareRoot()) / 2, ceiling))
}

/// Returns PPO with a dual clip and an interval by the old log-probability, as a rule.
private func dynamicClipRule(
    interval: @escaping @Sendable (_ oldLogProbability: Double) -> ClipInterval, dualClip: Double
) -> BoundRule {
    BoundRule(
        weight: {
            grpoWeight($0, clip: interval($0.oldLogProbability), dualClip: dualClip)
        },
        isOutside: { interval($0.oldLogProbability).excludes($0.importanceRatio) },
        cap: .dualClip(dualClip),
        loss: { token, _ in
            clippedLoss(token, clip: interval(token.oldLogProbability), dualClip: dualClip)
        },
        edges: { oldLogProbability, advantage in
            let bound = advantage < 0 && dualClip < .infinity ? [dualClip] : []
            return interval(oldLogProbability).maskEdge(advantage) + bound
        },
        derivation: { token in
            .clipped(token, clip: interval(token.oldLogProbability), dualClip: dualClip)
        })
}
