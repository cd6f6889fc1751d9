// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A trust region in the divergence of "this token or another" instead of in the ratio.
    public static let dppoKL = WeightRule(
        name: "dppo-kl",
        title: "DPPO-KL",
        summary: """
            The ratio, and nothing for a token that moves on in the direction of its advantage \
            once the two-way divergence exceeds δ.
            """,
        formula: """
            D = π_old log(π_old/π) + (1 − π_old) log((1 − π_old)/(1 − π))
            A > 0: w = min(r, r_max) if D ≤ δ or π ≤ π_old, else 0
            A < 0: w = min(r, r_max) if D ≤ δ or π ≥ π_old, else 0
            """,
        expression: """
            if A*(log_p - log_q) > 0
              and q*(log_q - log_p) + (1 - q)*log((1 - q + 1e-8)/(1 - p + 1e-8)) > delta
            then 0 else min(r, ratio_max)
            """,
        source: """
            Rethinking the Trust Region in LLM Reinforcement Learning, arXiv:2602.04879; checked \
            against verl, compute_policy_loss_dppo_kl
            """,
        parameters: [threshold, .ratioMaximum]
    ) { values in
        let bound = values[threshold]
        return divergenceRule(
            ratioMaximum: values[.ratioMaximum],
            region: DivergenceRegion(
                text: "D", threshold: bound,
                divergence: {
                    binaryDivergence(
                        oldLogProbability: $0.oldLogProbability,
                        logProbability: $0.logProbability)
                },
                edge: { binaryDivergenceEdge(oldLogProbability: $0, sign: $1, threshold: bound) }))
    }

    private static let threshold = RuleParameter.divergence.defaulting(to: 0.05)
}

/// Returns the KL divergence of "this token or another" from the old policy to the new one.
///
///     D = q log(q/p) + (1 − q) log((1 − q + 1e-8) / (1 − p + 1e-8))
///
/// - Parameters:
///   - oldLogProbability: log q in nats.
///   - logProbability: log p in nats.
/// - Returns: Nats, at least 0 but for rounding and the 1e-8 of the authors' code; NaN where
///   either is NaN.
/// - Source: arXiv:2602.04879; verl, compute_policy_loss_dppo_kl, whose 1e-8 is kept.
package func binaryDivergence(oldLogProbability: Double, logProbability: Double) -> Double {
    let oldProbability = exponential(oldLogProbability)
    let others = (1 - oldProbability + 1e-8) / (1 - exponential(logProbability) + 1e-8)
    return oldProbability * (oldLogProbability - logProbability)
        + (1 - oldProbability) * logarithm(others)
}

/// Returns the ratio at which the two-way divergence reaches a threshold on the side of A.
///
/// Found by bisection on log r, to the last bit: the divergence rises with the distance from 1.
///
/// - Returns: The ratio, or nil where the mask stops no ratio within the ±20 clamp.
private func binaryDivergenceEdge(
    oldLogProbability: Double, sign: AdvantageSign, threshold: Double
) -> Double? {
    let furthest: Double
    switch sign {
    case .positive: furthest = min(20, -oldLogProbability)
    case .negative: furthest = -20
    case .none: return nil
    }
    let exceeds = { (logRatio: Double) in
        binaryDivergence(
            oldLogProbability: oldLogProbability, logProbability: oldLogProbability + logRatio)
            > threshold
    }
    guard exceeds(furthest) else { return nil }
    var inside = 0.0
    var outside = furthest
    while true {
        let middle = (inside + outside) / 2
        guard middle != inside, middle != outside else { return exponential(outside) }
        if exceeds(middle) { outside = middle } else { inside = middle }
    }
}
