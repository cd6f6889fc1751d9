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
        name: "mask_low", symbol: "δ_low", summary: "How far a probability may fall below μ.",
        defaultValue: 0.2, domain: .notNegative)
    private static let maskHigh = RuleParameter(
        name: "mask_high", symbol: "δ_high", summary: "How far a probability may rise above μ.",
        defaultValue: 0.2, domain: .notNegative)
    static let advantageScale = RuleParameter(
        name: "adv_tau", symbol: "τ_adv", summary: "The scale of the ratio's term.",
        defaultValue: 1, domain: .notNegative)
    static let enginePull = RuleParameter(
        name: "kl_tau", symbol: "τ_kl",
        summary: "The scale of the squared log-ratio to the engine.",
        defaultValue: 0.001, domain: .notNegative)
}

/// Returns the loss −k A π/μ + τ (log π/μ)², in units of the advantage.
func engineLoss(_ token: Token, weight: Double, pull: Double) -> Double {
    let logRatio = token.logProbability - TokenVariable.logM.value(token)
    let surrogate = weight == 0 ? 0 : weight * token.advantage * exponential(logRatio)
    return -surrogate + pull * logRatio * logRatio
}
