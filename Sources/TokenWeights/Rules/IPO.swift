// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// prime-rl's other loss: one threshold for both signs.
    public static let ipo = WeightRule(
        name: "ipo", title: "prime-rl IPO",
        summary: """
            prime-rl's loss with one threshold on how far the probability has moved from the engine's, \
            whichever way the advantage pushes.
            """,
        source: "PrimeIntellect-ai/prime-rl, ipo_loss_fn, against which it was checked",
        parameters: [threshold, advantageScale, enginePull], additive: "-2*kl_tau*(log_p - log_m)",
        cases: [
            .any("0", if: "abs(p - m) > threshold"), .any("adv_tau*exp(log_p - log_m)"),
        ],
        loss: { values, token, frozen in
            let moved = abs(frozen.probability - TokenVariable.m.value(frozen))
            let weight = moved > values[threshold] ? 0 : values[advantageScale]
            return engineLoss(token, weight: weight, pull: values[enginePull])
        })

    private static let threshold = RuleParameter(
        "threshold", "δ", 0.1, .positive, "How far a probability may move from μ.")
}
