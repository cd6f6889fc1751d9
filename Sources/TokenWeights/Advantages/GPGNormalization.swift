// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The group's mean taken off, scaled up by how few answers have a reward.
    public static let gpg = GroupNormalization(
        name: "gpg",
        title: "GPG",
        summary: """
            Reward minus mean, times the number of answers over the number of rewards that are \
            not zero; the group counts as the whole batch.
            """,
        formula: "Âᵢ = n / max(1, #{j : Rⱼ ≠ 0}) · (Rᵢ − mean(R))",
        source: """
            Chu et al., GPG, arXiv:2504.02546; checked against verl, \
            compute_gpg_outcome_advantage, with one group as the batch
            """,
        limit: { ((1 - $0) / $0, 1) }
    ) { rewards, _ in
        let group = GroupStatistics(rewards)
        let rewarded = rewards.count { $0 != 0 }
        let scale = Double(rewards.count) / Double(max(1, rewarded))
        return rewards.map { scale * ($0 - group.mean) }
    }
}
