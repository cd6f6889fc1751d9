// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The mean of the *other* answers taken off.
    public static let rloo = GroupNormalization(
        name: "rloo",
        title: "RLOO",
        summary: "Reward minus the mean reward of the other answers: leave one out.",
        formula: "Âᵢ = n/(n − 1) · (Rᵢ − mean(R))",
        source: """
            Ahmadian et al., Back to Basics, arXiv:2402.14740; checked against verl, \
            compute_rloo_outcome_advantage; a lone answer keeps its reward there
            """,
        limit: { (1 - $0, $0) }
    ) { rewards, _ in
        let group = GroupStatistics(rewards)
        let count = Double(rewards.count)
        let scale = count > 1 ? count / (count - 1) : 1
        return rewards.map { scale * ($0 - group.mean) }
    }
}
