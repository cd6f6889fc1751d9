// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A trust region in probability instead of in the ratio.
    public static let dppoTV = WeightRule(
        name: "dppo-tv", title: "DPPO-TV",
        summary: """
            The ratio, and nothing for a token whose probability has already moved by more than \
            δ in the direction of its advantage.
            """,
        source: """
            Rethinking the Trust Region in LLM Reinforcement Learning, arXiv:2602.04879; checked \
            against verl, compute_policy_loss_dppo_tv
            """,
        parameters: [.divergence, .ratioMaximum], outside: "abs(p - q) > delta",
        cases: [.positive("0", if: "p - q > delta"), .negative("0", if: "q - p > delta")]
            + .boundedRatio,
        loss: { values, token, frozen in
            let moved = frozen.probability - frozen.oldProbability
            let isMasked = (token.advantage > 0 ? moved : -moved) > values[.divergence]
            let ratio = min(frozen.importanceRatio, values[.ratioMaximum])
            return scoreFunctionLoss(token, weight: isMasked ? 0 : ratio)
        })
}

extension [RuleCase] {
    /// The ratio up to DPPO's bound, with the gradient kept beyond.
    static let boundedRatio: [RuleCase] = [
        .any("ratio_max", if: "r > ratio_max", isCap: true), .any("r"),
    ]
}

extension RuleParameter {
    /// δ: how far a token's two-way distribution may have moved.
    static let divergence = RuleParameter(
        "delta", "δ", 0.2, .positive, "How far the policy may move before a token is masked.")

    /// The bound on the ratio in DPPO; verl calls it `clip_ratio_c` and sets 20.
    static let ratioMaximum = RuleParameter(
        "ratio_max", "r_max", 20, .cap,
        "The largest weight; a larger ratio counts as this; inf means none.")
}
