// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The group's mean taken off, divided by its sample standard deviation.
    public static let grpo = GroupNormalization(
        name: "grpo",
        title: "GRPO",
        summary: "Reward minus mean, over the sample standard deviation (n − 1) plus ε.",
        formula: "Âᵢ = (Rᵢ − mean(R)) / (std(R) + ε)",
        source: """
            Shao et al., DeepSeekMath, arXiv:2402.03300, section 4.1.2; checked against verl, \
            compute_grpo_outcome_advantage; a group of one has mean 0 and std 1 there
            """,
        takesEpsilon: true,
        limit: { (((1 - $0) / $0).squareRoot(), ($0 / (1 - $0)).squareRoot()) }
    ) { rewards, context in
        let group = GroupStatistics(rewards)
        return rewards.map { ($0 - group.mean) / (group.deviation + context.epsilon) }
    }
}
