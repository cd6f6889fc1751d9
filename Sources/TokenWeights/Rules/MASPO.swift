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
        cases: [
            .positive(
                "r*exp(-(r - 1)^2/(2*(clip(maspo_sigma/q^maspo_alpha, maspo_sigma, maspo_sigma_high)"
                    + "*clip(1 + maspo_beta_pos*A, 0.1, 10))^2))", if: "r > 1"),
            .negative(
                "r*exp(-(r - 1)^2/(2*(clip(maspo_sigma/q^maspo_alpha, maspo_sigma, maspo_sigma_high)"
                    + "*clip(1/(1 - maspo_beta_neg*A), 0.1, 10))^2))", if: "r < 1"), .any("r"),
        ],
        loss: { values, token, frozen in
            let (ratio, advantage) = (frozen.importanceRatio, frozen.advantage)
            let fades = advantage > 0 ? ratio > 1 : ratio < 1
            let scale =
                advantage > 0
                ? 1 + values[sharePositive] * advantage
                : 1 / (1 - values[shareNegative] * advantage)
            let base = values[width] / power(frozen.oldProbability, values[rarity])
            let sigma = min(max(base, values[width]), values[widest]) * min(max(scale, 0.1), 10)
            let fade = fades ? exponential(-(ratio - 1) * (ratio - 1) / (2 * sigma * sigma)) : 1
            return -advantage * fade * token.importanceRatio
        })

    private static let width = RuleParameter(
        name: "maspo_sigma", symbol: "σ_maspo", summary: "The width for a sure token.",
        defaultValue: 1, domain: .positive)
    private static let rarity = RuleParameter(
        name: "maspo_alpha", symbol: "α", summary: "How much wider it is for rare tokens.",
        defaultValue: 0.3, domain: .notNegative)
    private static let shareNegative = RuleParameter(
        name: "maspo_beta_neg", symbol: "β_neg", summary: "How A < 0 narrows the width.",
        defaultValue: 0.03, domain: .notNegative)
    private static let sharePositive = RuleParameter(
        name: "maspo_beta_pos", symbol: "β_pos", summary: "How A > 0 widens it.",
        defaultValue: 0.03, domain: .notNegative)
    private static let widest = RuleParameter(
        name: "maspo_sigma_high", symbol: "σ_high",
        summary: "The largest width before A has its part.",
        defaultValue: 10, domain: .positive)
}
