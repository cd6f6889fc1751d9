// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The group's mean taken off, divided by the standard deviation of the whole batch.
    public static let grpoBatch = GroupNormalization(
        name: "grpo-batch",
        title: "GRPO, batch std",
        summary: """
            Reward minus the group's mean, over the sample standard deviation (n − 1) of all rewards of \
            the batch plus ε.
            """,
        formula: "Âᵢ = (Rᵢ − mean(R)) / (std(batch) + ε)",
        source: """
            TRL and ms-swift, scale_rewards=batch, whose ε is 1e-4, read and not run; PPO Lite, \
            arXiv:2508.08221, as named there
            """,
        takesEpsilon: true, readsBatch: true
    ) { rewards, context in
        let group = GroupStatistics(rewards)
        let batch = GroupStatistics(rewards + context.batch)
        return rewards.map { ($0 - group.mean) / (batch.deviation + context.epsilon) }
    }
}
