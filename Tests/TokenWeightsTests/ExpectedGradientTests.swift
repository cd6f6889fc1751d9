// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@Test("The expected gradient is the mean of the sampled ones")
private func meanOfSamples() {
    let old = Distribution(logits: [0.4, -1, 0.1, 2])
    let policy = Distribution(logits: [0.1, -0.5, 0.3, 1.8])
    let weights = [1.1, 0, 3, 0.7]
    let advantages = [1.0, -2, 0.5, -1]
    var mean = [0.0, 0, 0, 0]
    for sampled in weights.indices {
        let gradient = policy.logitGradient(
            sampled: sampled, weight: weights[sampled], advantage: advantages[sampled])
        for index in mean.indices { mean[index] += old.probabilities[sampled] * gradient[index] }
    }
    let expected = expectedLogitGradient(
        oldProbabilities: old.probabilities, probabilities: policy.probabilities,
        weights: weights, advantages: advantages)
    #expect(agrees(expected, mean, absolute: 1e-15))
    #expect(abs(expected.reduce(0, +)) < 1e-15)
}

@Test("Unclipped importance sampling follows the on-policy gradient, −p (A − E A)")
private func unbiased() {
    let old = Distribution(logits: [0.4, -1, 0.1])
    let policy = Distribution(logits: [0.1, -0.5, 0.3])
    let advantages = [1.0, -1, 0.25]
    let ratios = old.probabilities.indices.map {
        policy.probabilities[$0] / old.probabilities[$0]
    }
    let mean = zip(policy.probabilities, advantages).reduce(0) { $0 + $1.0 * $1.1 }
    let onPolicy = zip(policy.probabilities, advantages).map { -$0 * ($1 - mean) }
    let expected = expectedLogitGradient(
        oldProbabilities: old.probabilities, probabilities: policy.probabilities,
        weights: ratios, advantages: advantages)
    #expect(agrees(expected, onPolicy, absolute: 1e-15))
}

/// `inner` updates of each of some rollouts at a learning rate, and the entropies at the end.
private typealias Trajectory = (
    inner: Int, rollouts: Int, rate: Double, wide: Bool, ppo: Double, nois: Double, aspo: Double
)

/// Entropies after some rollouts of expected updates, measured by an independent program.
///
/// Three equally good tokens and a bad one; `wide` has four good ones and two bad.
private let trajectories: [Trajectory] = [
    (inner: 1, rollouts: 480, rate: 0.3, wide: false, ppo: 0.612, nois: 0.612, aspo: 0.612),
    (inner: 2, rollouts: 240, rate: 0.3, wide: false, ppo: 0.612, nois: 0.634, aspo: 0.656),
    (inner: 4, rollouts: 120, rate: 0.3, wide: false, ppo: 0.612, nois: 0.672, aspo: 0.723),
    (inner: 8, rollouts: 60, rate: 0.3, wide: false, ppo: 0.613, nois: 0.736, aspo: 0.800),
    (inner: 16, rollouts: 30, rate: 0.3, wide: false, ppo: 0.617, nois: 0.807, aspo: 0.861),
    (inner: 8, rollouts: 180, rate: 0.1, wide: false, ppo: 0.611, nois: 0.659, aspo: 0.700),
    (inner: 8, rollouts: 60, rate: 1, wide: false, ppo: 0.457, nois: 0.796, aspo: 0.858),
    (inner: 8, rollouts: 60, rate: 0.3, wide: true, ppo: 0.360, nois: 0.554, aspo: 0.762),
]

@Test("Repeated expected updates end at the known entropies", arguments: trajectories)
private func trajectory(row: Trajectory) {
    let start = row.wide ? [0.4, 0.2, 0.1, 0.1, 0.1, 0.1] : [0.5, 0.3, 0.1, 0.1]
    let advantages: [Double] = row.wide ? [1, 1, 1, 1, -1, -1] : [1, 1, 1, -1]
    for (rule, entropy) in [
        (WeightRule.ppo, row.ppo), (.nois, row.nois), (.aspo, row.aspo),
    ] {
        var policy = Distribution(logits: start.map { log($0) })
        for _ in 0..<row.rollouts {
            policy = policy.trained(
                by: rule.bound(), advantages: advantages, updates: row.inner, rate: row.rate)
        }
        #expect(abs(policy.entropy - entropy) < 0.00051, "\(rule.name): \(policy.entropy)")
    }
}

extension Distribution {
    /// Returns the policy after some expected updates against itself as the old policy.
    fileprivate func trained(
        by rule: BoundRule, advantages: [Double], updates: Int, rate: Double
    ) -> Distribution {
        var policy = self
        for _ in 0..<updates {
            let weights = advantages.indices.map {
                rule.weight(
                    Token(
                        oldLogProbability: logProbabilities[$0],
                        logProbability: policy.logProbabilities[$0], advantage: advantages[$0]))
            }
            let gradient = expectedLogitGradient(
                oldProbabilities: probabilities, probabilities: policy.probabilities,
                weights: weights, advantages: advantages)
            policy = policy.stepped(against: gradient, learningRate: rate)
        }
        return policy
    }
}
