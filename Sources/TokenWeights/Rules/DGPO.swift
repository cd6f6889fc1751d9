// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The ratio, decaying beyond the interval instead of masked.
    public static let dgpo = WeightRule(
        name: "dgpo", title: "DGPO",
        summary: """
            GRPO's rule with a decay in the place of its mask: beyond the interval the weight falls off \
            as a power of the ratio, without a jump at the edge; no dual clip.
            """,
        source: """
            arXiv:2603.14389; checked against VenomRose-Juri/DGPO-RL, compute_policy_loss with \
            ratio_mode dgpo
            """,
        parameters: [.clipBelow, .clipAbove, powerBelow, rootAbove],
        outside: .outsideInterval,
        cases: [
            .positive("r*((1 + eps_high)/r)^(1/dgpo_m)", if: "r > 1 + eps_high"),
            .negative("r*(r/(1 - eps_low))^dgpo_n", if: "r < 1 - eps_low"), .any("r"),
        ],
        loss: { values, token, frozen in
            let (clip, ratio) = (ClipInterval(values), frozen.importanceRatio)
            var decay = 1.0
            if token.advantage > 0, ratio > clip.upper {
                decay = power(clip.upper / ratio, 1 / values[rootAbove])
            } else if token.advantage < 0, ratio < clip.lower {
                decay = power(ratio / clip.lower, values[powerBelow])
            }
            return -token.advantage * decay * token.importanceRatio
        })

    private static let powerBelow = RuleParameter(
        "dgpo_n", "n_low", 1, .positive, "How fast the weight falls off below, where A < 0.")
    private static let rootAbove = RuleParameter(
        "dgpo_m", "m_high", 2, .positive,
        "How slowly the weight grows above, where A > 0; 1 holds it.")
}
