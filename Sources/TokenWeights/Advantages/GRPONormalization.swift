// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The group's mean taken off, divided by its sample standard deviation.
    public static let grpo = GroupNormalization(
        name: "grpo",
        title: "GRPO",
        summary: "Reward minus mean, over the sample standard deviation (n − 1) plus 1e-6.",
        formula: "Âᵢ = (Rᵢ − mean(R)) / (std(R) + 1e-6)",
        source: """
            Shao et al., DeepSeekMath, arXiv:2402.03300, section 4.1.2; checked against verl, \
            compute_grpo_outcome_advantage; a group of one has mean 0 and std 1 there
            """,
        limit: { (((1 - $0) / $0).squareRoot(), ($0 / (1 - $0)).squareRoot()) }
    ) { rewards, _ in
        let group = GroupStatistics(rewards)
        return rewards.map { ($0 - group.mean) / (group.deviation + 1e-6) }
    }
}
