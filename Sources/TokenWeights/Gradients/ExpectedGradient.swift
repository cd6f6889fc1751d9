// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the expected gradient ∂L/∂z on the logits of one position, over all tokens that the
/// old policy could have sampled there.
///
///     ∂L/∂zⱼ = p_j Σ_b q_b w_b A_b − q_j w_j A_j
///
/// A step of gradient *descent* changes the logits by −lr times this: what is minimised is the
/// loss, here as everywhere in this module.
///
/// - Parameters:
///   - oldProbabilities: q, under the policy that samples; one a token, summing to 1.
///   - probabilities: p, under the policy being trained; one a token, summing to 1.
///   - weights: w, the effective weight of each token under some rule.
///   - advantages: A, the advantage of each token.
/// - Returns: One component a token; they sum to 0 but for rounding. NaN anywhere spreads to all.
/// - Precondition: All four hold the same number of elements.
/// - Source: The expectation of −w A ∇log p over a ~ q, by hand; for REINFORCE on-policy it is
///   Proposition 1 of Cui et al., arXiv:2505.22617.
public func expectedLogitGradient(
    oldProbabilities: [Double], probabilities: [Double], weights: [Double], advantages: [Double]
) -> [Double] {
    let count = probabilities.count
    precondition(
        oldProbabilities.count == count && weights.count == count && advantages.count == count,
        "one old probability, weight and advantage a token")
    let pushes = (0..<count).map { oldProbabilities[$0] * weights[$0] * advantages[$0] }
    let total = pushes.reduce(0, +)
    return (0..<count).map { probabilities[$0] * total - pushes[$0] }
}
