// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The group's mean taken off, and nothing else.
    public static let drgrpo = GroupNormalization(
        name: "drgrpo",
        title: "Dr. GRPO",
        summary: "Reward minus mean, not divided by anything.",
        formula: "Âᵢ = Rᵢ − mean(R)",
        source: """
            Liu et al., Understanding R1-Zero-Like Training, arXiv:2503.20783; \
            checked against verl, compute_grpo_outcome_advantage without the division
            """,
        limit: { (1 - $0, $0) }
    ) { rewards, _ in
        let group = GroupStatistics(rewards)
        return rewards.map { $0 - group.mean }
    }
}
