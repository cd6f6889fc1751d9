// SPDX-License-Identifier: GPL-3.0-or-later

extension GroupNormalization {
    /// The mean of the other answers taken off, divided by their standard deviation.
    public static let grpoLeaveOneOut = GroupNormalization(
        name: "grpo-loo",
        title: "GRPO, leave one out",
        summary: """
            Reward minus the mean of the other answers, over their sample standard deviation plus ε; not \
            divided where the others are all equal, or are one.
            """,
        formula: "Âᵢ = (Rᵢ − mean(R₋ᵢ)) / (std(R₋ᵢ) + ε)",
        source: """
            after NeMo-RL, use_leave_one_out_baseline with normalize_rewards; worked by hand, not run. A \
            lone answer keeps its reward here and has an advantage of 0 there
            """,
        takesEpsilon: true,
        limit: { (((1 - $0) / $0).squareRoot(), ($0 / (1 - $0)).squareRoot()) }
    ) { rewards, context in
        guard rewards.count > 1 else { return rewards }
        let count = Double(rewards.count)
        let group = GroupStatistics(rewards)
        return rewards.map { reward in
            let distance = reward - group.mean
            let deviation = group.deviation(without: distance, of: count)
            let scale = deviation > 0 ? deviation + context.epsilon : 1
            return distance * (count / (count - 1)) / scale
        }
    }
}

extension GroupStatistics {
    /// Returns the sample standard deviation of all rewards but one.
    ///
    /// - Parameters:
    ///   - distance: How far the one is from the mean of all.
    ///   - count: How many rewards there are.
    /// - Returns: A number in the reward's unit; 0 where the others are all equal, or fewer than two.
    fileprivate func deviation(without distance: Double, of count: Double) -> Double {
        guard count > 2, deviation > 0 else { return 0 }
        // In units of the deviation of all, so that squares of large rewards are never taken.
        let place = distance / deviation
        let rest = (count - 1 - place * place * count / (count - 1)) / (count - 2)
        return rest > 1e-12 ? deviation * rest.squareRoot() : 0
    }
}
