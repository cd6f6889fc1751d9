// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Direct reward optimisation, per token: Kimi 1.5's loss by another name.
    public static let dro = WeightRule(
        name: "dro", title: "DRO",
        summary: """
            Weight 1 for every token, and a term that pulls back what has moved, whatever the \
            advantage is; Kimi 1.5 with β for τ.
            """,
        source: """
            Richemond et al., Direct Reward Optimisation, arXiv:2405.19107 (not re-read), per token \
            as in verl, against whose loss it was checked; verl has no default for β
            """,
        parameters: [pull], additive: "-beta*(log_p - log_q)", cases: [.any("1")],
        loss: { values, token, _ in pulledBackLoss(token, pull: values[pull]) })

    private static let pull = RuleParameter(
        "beta", "β", 0.1, .notNegative, "How strongly a token is pulled back that has moved.")
}
