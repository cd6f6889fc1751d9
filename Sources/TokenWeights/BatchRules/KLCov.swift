// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Unclipped ratios, and a penalty on the tokens whose covariance is largest.
    public static let klCov = WeightRule(
        name: "kl-cov", title: "KL-Cov",
        summary: """
            The ratio without any clip; the few tokens that take the largest part in the covariance of \
            advantage and log-probability are pulled back to the old policy.
            """,
        formula: """
            cov_t = (A_t − mean A)(log π_t − mean log π) over the batch
            w = r
            u = −κ sign(log r) for the max(1, ⌊f_KL N⌋) tokens of the largest cov_t, else 0
            """,
        source: """
            Cui et al., arXiv:2505.22617; checked against verl, compute_policy_loss_kl_cov
            """,
        parameters: [share, coefficient], needs: .logProbability,
        weighBatch: { values in
            let (share, coefficient) = (values[share], values[coefficient])
            return BatchWeighing(
                addsTerms: true,
                weigh: { batch in
                    let tokens = batch.tokens
                    var added = tokens.map { _ in 0.0 }
                    for place in penalized(tokens, share) {
                        added[place] = 0 - coefficient * direction(tokens[place])
                    }
                    let weights = tokens.map {
                        $0.advantageSign == .none ? 0 : $0.importanceRatio
                    }
                    return BatchWeights(weights: weights, additive: added)
                },
                loss: { batch, frozen in
                    let penalized = Set(penalized(frozen.tokens, share))
                    return batch.tokens.enumerated().reduce(0) { sum, element in
                        let token = element.element
                        let distance = abs(token.logProbability - token.oldLogProbability)
                        let penalty =
                            penalized.contains(element.offset) ? coefficient * distance : 0
                        return sum - token.advantage * token.importanceRatio + penalty
                    }
                },
                edges: { $0 == 0 ? [] : [1] })
        })

    private static let share = RuleParameter(
        name: "kl_cov_ratio", symbol: "f_KL",
        summary: "The share of the batch's tokens that is pulled back.", defaultValue: 2e-4,
        domain: .probability)
    private static let coefficient = RuleParameter(
        name: "kl_cov_coef", symbol: "κ", summary: "How strongly these tokens are pulled back.",
        defaultValue: 0.1, domain: .notNegative)
}

/// Returns the places of the tokens that take the largest part in the covariance.
private func penalized(_ tokens: [Token], _ share: Double) -> ArraySlice<Int> {
    largest(sharedCount(share, of: tokens.count), of: covariances(tokens, offset: 0))
}

/// Returns the sign of log r, 0 at r = 1 as torch has it.
private func direction(_ token: Token) -> Double {
    let logRatio = token.logProbability - token.oldLogProbability
    return logRatio > 0 ? 1 : (logRatio < 0 ? -1 : 0)
}
