// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Plain score functions with a quadratic pull back to the old policy.
    public static let kimi = WeightRule(
        name: "kimi", title: "Kimi 1.5",
        summary: """
            Weight 1 for every token, and a term that pulls back what has moved, whatever the \
            advantage is.
            """,
        source: """
            Kimi k1.5, arXiv:2501.12599, eq. 3, per token as ROLL computes it (pg_variant kimi15), \
            against which it was checked; the paper squares the log-ratio of the whole response
            """,
        parameters: [pull], additive: "-tau*(log_p - log_q)", cases: [.any("1")],
        loss: { values, token, _ in pulledBackLoss(token, pull: values[pull]) })

    private static let pull = RuleParameter(
        "tau", "τ", 0.1, .notNegative, "How strongly a token is pulled back that has moved.")
}

/// Returns the loss −A log π + β/2 (log r)², in units of the advantage.
///
/// Its derivative by log π is −(A − β log r), with a log-ratio that is not clamped.
func pulledBackLoss(_ token: Token, pull: Double) -> Double {
    let logRatio = token.logProbability - token.oldLogProbability
    return -token.advantage * token.logProbability + pull / 2 * logRatio * logRatio
}
