// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// A trust region in the divergence of "this token or another" instead of in the ratio.
    public static let dppoKL = WeightRule(
        name: "dppo-kl", title: "DPPO-KL",
        summary: """
            The ratio, and nothing for a token that moves on in the direction of its advantage \
            once the two-way divergence exceeds δ.
            """,
        source: """
            Rethinking the Trust Region in LLM Reinforcement Learning, arXiv:2602.04879; checked \
            against verl, compute_policy_loss_dppo_kl
            """,
        parameters: [threshold, .ratioMaximum],
        definitions: [
            RuleDefinition(
                "D", "q*(log_q - log_p) + (1 - q)*log((1 - q + 1e-8)/(1 - p + 1e-8))",
                line: "D = π_old log(π_old/π) + (1 − π_old) log((1 − π_old)/(1 − π))"),
            RuleDefinition(
                "D_up", "if log_p > log_q then D else 0",
                line: "D_up = D if π > π_old, else 0"),
            RuleDefinition(
                "D_down", "if log_p < log_q then D else 0",
                line: "D_down = D if π < π_old, else 0"),
        ],
        outside: "D > delta",
        cases: [.positive("0", if: "D_up > delta"), .negative("0", if: "D_down > delta")]
            + .boundedRatio,
        loss: { values, token, frozen in
            let moved = frozen.logProbability - frozen.oldLogProbability
            let divergence = binaryDivergence(
                oldLogProbability: frozen.oldLogProbability, logProbability: frozen.logProbability)
            let isMasked = token.advantage * moved > 0 && divergence > values[threshold]
            let ratio = min(frozen.importanceRatio, values[.ratioMaximum])
            return scoreFunctionLoss(token, weight: isMasked ? 0 : ratio)
        })

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
