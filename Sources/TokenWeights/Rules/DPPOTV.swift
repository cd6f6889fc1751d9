// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A trust region in probability instead of in the ratio.
    public static let dppoTV = WeightRule(
        name: "dppo-tv",
        title: "DPPO-TV",
        summary: """
            The ratio, and nothing for a token whose probability has already moved by more than \
            δ in the direction of its advantage.
            """,
        formula: """
            A > 0: w = min(r, r_max) if π − π_old ≤ δ, else 0
            A < 0: w = min(r, r_max) if π_old − π ≤ δ, else 0
            """,
        expression: """
            if A > 0 then (if p - q > delta then 0 else min(r, ratio_max))
            else (if q - p > delta then 0 else min(r, ratio_max))
            """,
        source: """
            Rethinking the Trust Region in LLM Reinforcement Learning, arXiv:2602.04879; checked \
            against verl, compute_policy_loss_dppo_tv
            """,
        parameters: [threshold, .ratioMaximum]
    ) { values in
        let bound = values[threshold]
        return divergenceRule(
            ratioMaximum: values[.ratioMaximum],
            region: DivergenceRegion(
                text: "|π − π_old|", threshold: bound,
                divergence: { abs($0.probability - $0.oldProbability) },
                edge: { totalVariationEdge(oldLogProbability: $0, sign: $1, threshold: bound) }))
    }

    private static let threshold = RuleParameter.divergence.defaulting(to: 0.2)
}

extension RuleParameter {
    /// δ: how far a token's two-way distribution may have moved.
    static let divergence = RuleParameter(
        name: "delta", symbol: "δ",
        summary: "How far the policy may move before a token is masked.",
        defaultValue: 0.2, domain: .positive)

    /// The bound on the ratio in DPPO; verl calls it `clip_ratio_c` and sets 20.
    static let ratioMaximum = RuleParameter(
        name: "ratio_max", symbol: "r_max",
        summary: "The largest weight; a larger ratio counts as this; inf means none.",
        defaultValue: 20, domain: .cap)
}

/// Returns the ratio at which |π − π_old| reaches a threshold on the side of the advantage.
///
///     A > 0:  r = 1 + δ / q      where it does not ask for π above 1
///     A < 0:  r = 1 − δ / q      where it is above 0
///
/// - Returns: The ratio, or nil where the mask stops no ratio within the ±20 clamp.
private func totalVariationEdge(
    oldLogProbability: Double, sign: AdvantageSign, threshold: Double
) -> Double? {
    let relative = threshold / exponential(oldLogProbability)
    let ratio: Double
    switch sign {
    case .positive: ratio = 1 + relative
    case .negative: ratio = 1 - relative
    case .none: return nil
    }
    let isReachable =
        ratio > 0 && logarithm(ratio) >= -20 && logarithm(ratio) <= min(20, -oldLogProbability)
    return isReachable ? ratio : nil
}
