// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// PPO's rule without some tokens whose covariance of advantage and log-probability is large.
    public static let clipCov = WeightRule(
        name: "clip-cov", title: "Clip-Cov",
        summary: """
            PPO's rule; of the tokens whose part in the covariance of advantage and log-probability is \
            between two bounds, a few that are drawn get no gradient.
            """,
        formula: """
            cov_t = (A_t − mean A)(log π_t − mean log π) over the batch
            w = r as in PPO, but 0 for max(1, ⌊f_cov N⌋) drawn tokens with cov_low < cov_t < cov_high \
            that PPO keeps
            """,
        source: """
            Cui et al., arXiv:2505.22617; checked against verl, compute_policy_loss_clip_cov, with every \
            candidate drawn
            """,
        parameters: [.clipBelow, .clipAbove, share, lowest, highest], needs: .logProbability,
        weighBatch: { values in
            let rule = CovarianceClip(
                clip: ClipInterval(values), share: values[share],
                lowest: values[lowest], highest: values[highest])
            return BatchWeighing(
                weigh: rule.weigh, loss: rule.loss,
                isOutside: { rule.clip.excludes($0.importanceRatio) },
                edges: { rule.clip.maskEdge($0) })
        })

    private static let share = RuleParameter(
        name: "clip_cov_ratio", symbol: "f_cov",
        summary: "The share of the batch's tokens that is drawn.", defaultValue: 2e-4,
        domain: .probability)
    private static let lowest = RuleParameter(
        name: "clip_cov_low", symbol: "cov_low",
        summary: "Above which part in the covariance a token may be drawn.", defaultValue: 1,
        domain: .finite)
    private static let highest = RuleParameter(
        name: "clip_cov_high", symbol: "cov_high",
        summary: "Below which part in the covariance a token may be drawn.", defaultValue: 5,
        domain: .finite)
}

/// Clip-Cov with its parameters put in.
private struct CovarianceClip: Sendable {
    let clip: ClipInterval
    let share: Double
    let lowest: Double
    let highest: Double

    /// Returns the places of the tokens that get no gradient.
    func dropped(_ batch: TokenBatch) -> [Int] {
        // verl's masked mean, with its 1e-8.
        let parts = covariances(batch.tokens, offset: 1e-8)
        let candidates = batch.tokens.indices.filter {
            parts[$0] > lowest && parts[$0] < highest && !clip.masks(batch.tokens[$0])
        }
        return drawn(
            sharedCount(share, of: batch.tokens.count), of: candidates, seed: batch.seed)
    }

    @Sendable func weigh(_ batch: TokenBatch) -> BatchWeights {
        var weights = batch.tokens.map { clippedWeight($0, clip: clip) }
        for place in dropped(batch) { weights[place] = 0 }
        return BatchWeights(weights: weights)
    }

    @Sendable func loss(_ batch: TokenBatch, _ frozen: TokenBatch) -> Double {
        let dropped = Set(dropped(frozen))
        return batch.tokens.indices.reduce(0) { sum, place in
            dropped.contains(place)
                ? sum : sum + clippedLoss(batch.tokens[place], clip: clip, dualClip: .infinity)
        }
    }
}
