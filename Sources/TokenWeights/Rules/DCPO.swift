// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO with an interval that widens as the old probability falls.
    public static let dcpo = WeightRule(
        name: "dcpo", title: "DCPO",
        summary: "GRPO's rule with an interval that is wider the rarer the token was.",
        source: """
            Yang et al., DCPO, arXiv:2509.02333; formula as in lime-RL/DCPO, \
            compute_policy_loss_dcpo with clip_type dynamic
            """,
        parameters: [clipBelow, .clipAbove, dualClip],
        definitions: [
            RuleDefinition("lower", "(1 + sqrt(max(0, 1 - 4*eps_low/q)))/2"),
            RuleDefinition("upper", "min((1 + sqrt(1 + 4*eps_high/q))/2, max(c, 10))"),
        ],
        outside: "r < lower or r > upper",
        cases: .clip(lower: "lower", upper: "upper", dualClip: "c") + [.any("r")],
        loss: { values, token, _ in
            let interval = dynamicClipInterval(
                oldLogProbability: token.oldLogProbability, below: values[clipBelow],
                above: values[.clipAbove], ceiling: max(values[dualClip], 10))
            return clippedLoss(token, clip: interval, dualClip: values[dualClip])
        })

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
