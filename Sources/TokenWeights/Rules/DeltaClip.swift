// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// TRL's two-sided clip: PPO's rule with a bound δ on the ratio of bad answers.
    public static let deltaClip = WeightRule(
        name: "delta-clip", title: "δ-clip",
        summary: """
            PPO's rule, with no gradient either for tokens of bad answers whose ratio exceeds δ: the dual \
            clip by TRL's name.
            """,
        source: "TRL, GRPOConfig.delta (no default there), against whose loss it was checked",
        parameters: [.clipBelow, .clipAbove, bound], outside: .outsideInterval,
        cases: [
            .positive("0", if: "r > min(delta_high, 1 + eps_high)"),
            .negative("0", if: "r < 1 - eps_low"),
            .negative("0", if: "r > max(delta_high, 1 + eps_high)", isCap: true), .any("r"),
        ],
        loss: { values, token, _ in
            let (ratio, advantage) = (token.importanceRatio, token.advantage)
            let clipped = ClipInterval(values).clamped(ratio)
            return -min(min(ratio, values[bound]) * advantage, clipped * advantage)
        })

    private static let bound = RuleParameter(
        "delta_high", "δ", 4, .cap, "The largest ratio of bad answers; inf means none.")
}
