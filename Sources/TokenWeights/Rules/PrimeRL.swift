// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// prime-rl's default loss: the ratio to the rollout engine, masked by how far the probability moved.
    public static let primeRL = WeightRule(
        name: "prime-rl", title: "prime-rl",
        summary: """
            The ratio to the rollout engine's probability, masked where the probability has moved too \
            far that way, and a term that pulls back to the engine, on masked tokens too.
            """,
        source: """
            PrimeIntellect-ai/prime-rl, default_loss_fn, against which it was checked; its squared \
            log-ratio has no 1/2
            """,
        parameters: [maskLow, maskHigh, advantageScale, enginePull],
        additive: "-2*kl_tau*(log_p - log_m)",
        cases: [
            .positive("0", if: "p - m > mask_high"), .negative("0", if: "p - m < -mask_low"),
            .any("adv_tau*exp(log_p - log_m)"),
        ],
        loss: { values, token, frozen in
            let moved = frozen.probability - TokenVariable.m.value(frozen)
            let isMasked =
                token.advantage > 0 ? moved > values[maskHigh] : moved < -values[maskLow]
            return engineLoss(
                token, weight: isMasked ? 0 : values[advantageScale], pull: values[enginePull])
        })

    private static let maskLow = RuleParameter(
        "mask_low", "δ_low", 0.2, .notNegative, "How far a probability may fall below μ.")
    private static let maskHigh = RuleParameter(
        "mask_high", "δ_high", 0.2, .notNegative, "How far a probability may rise above μ.")
    static let advantageScale = RuleParameter(
        "adv_tau", "τ_adv", 1, .notNegative, "The scale of the ratio's term.")
    static let enginePull = RuleParameter(
        "kl_tau", "τ_kl", 0.001, .notNegative, "The scale of the squared log-ratio to the engine.")
}
