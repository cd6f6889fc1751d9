// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenWeights

/// Some policies over 2 to 9 tokens.
private func policies(seed: UInt64, spread: Double = 3) -> [Distribution] {
    var generator = SeededGenerator(seed: seed)
    return (0..<40).map { index in
        Distribution(logits: (0..<(2 + index % 8)).map { _ in generator.number(-spread...spread) })
    }
}

@Test("A softmax sums to 1, ignores a shift and survives huge logits")
private func softmax() {
    for policy in policies(seed: 11) {
        #expect(agrees(policy.probabilities.reduce(0, +), 1))
        let shifted = Distribution(logits: policy.logProbabilities.map { $0 + 700 })
        #expect(agrees(shifted.logProbabilities, policy.logProbabilities, absolute: 1e-12))
    }
    #expect(Distribution(logits: [1e308, -1e308]).probabilities == [1, 0])
    #expect(Distribution(logits: [-.infinity, 3]).probabilities == [0, 1])
    #expect(agrees(logSoftmax([-1000, -1000]), [-log(2), -log(2)]))
    #expect(logSoftmax([]) == [])
    #expect(logSoftmax([-.infinity, -.infinity]).allSatisfy { $0.isNaN })
    #expect(logSoftmax([.nan, 0]).allSatisfy { $0.isNaN })
    #expect(logSoftmax([0, .nan]).allSatisfy { $0.isNaN })
}

@Test("A temperature divides the logits")
private func temperature() {
    let hot = Distribution(logits: [2, 1, -1], temperature: 2)
    #expect(agrees(hot.probabilities, Distribution(logits: [1, 0.5, -0.5]).probabilities))
}

@Test("Entropy is log n for an even policy and 0 for a certain one")
private func entropy() {
    #expect(agrees(Distribution(logits: [0, 0, 0, 0, 0]).entropy, log(5)))
    let certain = Distribution(logits: [0, -.infinity, -.infinity])
    #expect(certain.entropy == 0 && certain.entropy.sign == .plus)
    #expect(certain.entropyGradient == [0, 0, 0])
    #expect(Distribution(logits: []).entropy == 0)
    #expect(Distribution(logits: [.nan, 1]).entropy.isNaN)
}

@Test("The entropy's gradient is its central difference")
private func entropyGradient() {
    for policy in policies(seed: 12) {
        for index in policy.probabilities.indices {
            let step = policy.probabilities.indices.map { $0 == index ? 1e-5 : 0 }
            let slope =
                (policy.moved(by: step).entropy - policy.moved(by: step.map { -$0 }).entropy) / 2e-5
            #expect(agrees(slope, policy.entropyGradient[index], relative: 1e-6, absolute: 1e-9))
        }
    }
}

@Test("To first order the entropy falls by the covariance of log π and the change of the logits")
private func covariance() {
    var generator = SeededGenerator(seed: 13)
    for policy in policies(seed: 14) {
        let change = policy.probabilities.map { _ in generator.number(-1...1) }
        func mean(_ values: [Double]) -> Double {
            zip(policy.probabilities, values).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let products = zip(policy.logProbabilities, change).map { $0 * $1 }
        let covariance = mean(products) - mean(policy.logProbabilities) * mean(change)
        #expect(
            agrees(policy.firstOrderEntropyChange(change), -covariance, absolute: 1e-13))
    }
}

@Test("The error of the first order falls with the square of the step")
private func secondOrder() {
    for policy in policies(seed: 15) {
        let change = policy.probabilities.indices.map { $0 == 0 ? 1.0 : 0 }
        func error(_ size: Double) -> Double {
            let scaled = change.map { $0 * size }
            let change = policy.moved(by: scaled).entropy - policy.entropy
            return abs(change - policy.firstOrderEntropyChange(scaled))
        }
        #expect(error(1e-3) <= error(1e-2) / 50 + 1e-13)
    }
}

@Test("The divergence of two policies is 0 to itself, positive to others, infinite to none")
private func divergence() {
    let pairs = zip(policies(seed: 16), policies(seed: 17))
    for (policy, other) in pairs {
        #expect(policy.divergence(to: policy) == 0)
        #expect(policy.divergence(to: other) > 0)
    }
    let half = Distribution(logits: [0, 0])
    let quarter = Distribution(logits: [log(0.25), log(0.75)])
    #expect(agrees(half.divergence(to: quarter), 0.5 * log(2) + 0.5 * log(2.0 / 3)))
    let certain = Distribution(logits: [0, -.infinity])
    #expect(half.divergence(to: certain) == .infinity)
    #expect(agrees(certain.divergence(to: half), log(2)))
}
