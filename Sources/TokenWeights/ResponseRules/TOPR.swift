// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Tapered importance sampling: good responses whole, bad ones by how likely they still are.
    public static let topr = WeightRule(
        name: "topr",
        title: "TOPR",
        summary: """
            Weight 1 for good responses; a bad one counts by the ratio of the whole response, \
            the product of its tokens', and at most 1.
            """,
        formula: """
            A > 0: w = 1
            A < 0: w = min(Π r, 1)
            """,
        source: """
            Le Roux et al., Tapered Off-Policy REINFORCE, arXiv:2503.14286, read in an \
            excerpt; not checked against the authors' code
            """,
        parameters: []
    ) { _ in
        ResponseWeighing(
            reduction: .sum,
            weigh: { fill(&$0, with: toprWeight($0, advantage: $1)) },
            loss: { logRatios, frozen, advantage in
                let weight = toprWeight(frozen, advantage: advantage)
                guard weight != 0 else { return 0 }
                return -weight * advantage * logRatios.reduce(0, +)
            },
            edges: { $0 < 0 ? [1] : [] })
    }
}

/// Returns TOPR's weight on each token of a response.
///
///     A > 0:  w = 1
///     A < 0:  w = clip(π(τ)/π_old(τ), 0, 1) = min(exp(Σ x), 1)
///
/// No gradient goes through the weight; the derivative of the loss −w A log π(τ) by one token's
/// log-probability is −w A.
///
/// - Parameters:
///   - logRatios: x = log π − log π_old of each token in nats; each is clamped to ±20.
///   - advantage: The response's advantage, unitless.
/// - Returns: A unitless weight in [0, 1]; 0 where A is 0 or NaN; NaN where A < 0 and a log-ratio
///   is NaN.
/// - Source: Le Roux et al., arXiv:2503.14286.
package func toprWeight(_ logRatios: [Double], advantage: Double) -> Double {
    switch AdvantageSign(advantage) {
    case .positive: return 1
    case .negative:
        let sum = logRatios.reduce(0) { $0 + Token.clampedLogRatio($1) }
        return sum > 0 ? 1 : exponential(sum)
    case .none: return 0
    }
}
