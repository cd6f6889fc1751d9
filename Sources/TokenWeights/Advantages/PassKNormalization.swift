// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// Only the best answer counts, by how much it beats the second.
    public static let passK = GroupNormalization(
        name: "grpo-passk",
        title: "GRPO pass@k",
        summary: """
            The best answer gets its lead over the second best, over the sample standard \
            deviation (n − 1) plus ε; the others get 0.
            """,
        formula: "Â_best = (R_best − R_second) / (std(R) + ε), else 0",
        source: """
            verl's estimator grpo_passk, which cites arXiv:2503.19595, and against which it was \
            checked; a lone answer gets 0 here and is an error there
            """,
        takesEpsilon: true,
        limit: { _ in (0, 0) }
    ) { rewards, context in
        var advantages = rewards.map { _ in 0.0 }
        guard rewards.count > 1 else { return advantages }
        guard rewards.allSatisfy(\.isFinite) else { return rewards.map { _ in .nan } }
        let group = GroupStatistics(rewards)
        let order = rewards.indices.sorted { rewards[$0] > rewards[$1] }
        let lead = rewards[order[0]] - rewards[order[1]]
        advantages[order[0]] = lead / (group.deviation + context.epsilon)
        return advantages
    }
}
