// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A Gaussian fade whose width depends on how rare the token was and on its advantage.
    public static let maspo = WeightRule(
        name: "maspo", title: "MASPO",
        summary: """
            The ratio, faded out by a Gaussian on the side to which the advantage pushes; wider for \
            rare tokens and by the advantage. No clip.
            """,
        source: """
            arXiv:2602.17550; checked against FlyTune/MASPO-RL, compute_policy_loss with ratio_mode maspo
            """,
        parameters: [width, rarity, shareNegative, sharePositive, widest],
        definitions: [
            RuleDefinition(
                "sigma", symbol: "σ",
                "clip(maspo_sigma/q^maspo_alpha, maspo_sigma, maspo_sigma_high)"),
            RuleDefinition(
                "sigma_pos", symbol: "σ_pos", "sigma*clip(1 + maspo_beta_pos*A, 0.1, 10)"),
            RuleDefinition(
                "sigma_neg", symbol: "σ_neg", "sigma*clip(1/(1 - maspo_beta_neg*A), 0.1, 10)"),
        ],
        cases: [
            .positive("r*exp(-(r - 1)^2/(2*sigma_pos^2))", if: "r > 1"),
            .negative("r*exp(-(r - 1)^2/(2*sigma_neg^2))", if: "r < 1"), .any("r"),
        ],
        loss: { values, token, frozen in
            let (ratio, advantage) = (frozen.importanceRatio, frozen.advantage)
            let isGood = advantage > 0
            let scale =
                isGood
                ? 1 + values[sharePositive] * advantage
                : 1 / (1 - values[shareNegative] * advantage)
            let base = values[width] / power(frozen.oldProbability, values[rarity])
            let sigma = min(max(base, values[width]), values[widest]) * min(max(scale, 0.1), 10)
            let isFading = isGood ? ratio > 1 : ratio < 1
            let fade = isFading ? exponential(-(ratio - 1) * (ratio - 1) / (2 * sigma * sigma)) : 1
            return -advantage * fade * token.importanceRatio
        })

    private static let width = RuleParameter(
        "maspo_sigma", "σ_maspo", 1, .positive, "The width for a sure token.")
    private static let rarity = RuleParameter(
        "maspo_alpha", "α", 0.3, .notNegative, "How much wider it is for rare tokens.")
    private static let shareNegative = RuleParameter(
        "maspo_beta_neg", "β_neg", 0.03, .notNegative, "How A < 0 narrows the width.")
    private static let sharePositive = RuleParameter(
        "maspo_beta_pos", "β_pos", 0.03, .notNegative, "How A > 0 widens it.")
    private static let widest = RuleParameter(
        "maspo_sigma_high", "σ_high", 10, .positive, "The largest width before A has its part.")
}
