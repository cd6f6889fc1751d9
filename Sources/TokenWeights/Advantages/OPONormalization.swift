// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The length-weighted mean taken off.
    public static let opo = GroupNormalization(
        name: "opo",
        title: "OPO",
        summary: "Reward minus the mean in which long answers count for more.",
        formula: "Âᵢ = Rᵢ − Σ lⱼRⱼ / Σ lⱼ, l the lengths in tokens",
        source: """
            Hao et al., On-Policy RL with Optimal Reward Baseline, arXiv:2505.23585; \
            checked against verl, compute_opo_outcome_advantage; a lone answer keeps its reward \
            there
            """
    ) { rewards, context in
        guard rewards.count > 1 else { return rewards }
        let lengths = context.lengths
        let weighted = zip(rewards, lengths).reduce(0) { $0 + $1.0 * $1.1 }
        let baseline = weighted / lengths.reduce(0, +)
        return rewards.map { $0 - baseline }
    }
}
