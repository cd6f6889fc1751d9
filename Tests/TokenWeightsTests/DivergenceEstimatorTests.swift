// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@Test("k1, k2 and k3 have the values and slopes of their formulas")
private func formulas() {
    for logRatio in [-3.0, -0.5, 0, 1e-3, 0.7, 5] {
        #expect(DivergenceEstimator.k1.value(logRatio) == logRatio)
        #expect(DivergenceEstimator.k2.value(logRatio) == logRatio * logRatio / 2)
        let k3 = exp(-logRatio) + logRatio - 1
        #expect(agrees(DivergenceEstimator.k3.value(logRatio), k3, absolute: 1e-15))
        for estimator in DivergenceEstimator.allCases {
            let slope =
                (estimator.value(logRatio + 1e-5) - estimator.value(logRatio - 1e-5)) / 2e-5
            #expect(agrees(estimator.gradient(logRatio), slope, relative: 1e-8, absolute: 1e-9))
        }
    }
}

@Test("k3 keeps its digits for a policy that has hardly moved")
private func small() {
    for logRatio in [1e-4, -1e-6] {
        let series = logRatio * logRatio / 2 - logRatio * logRatio * logRatio / 6
        #expect(agrees(DivergenceEstimator.k3.value(logRatio), series, relative: 1e-8))
    }
}

@Test("k1 and k3 are unbiased, and only k2's expected gradient is that of the divergence")
private func expectations() {
    let policy = Distribution(logits: [1.2, 0.3, -0.4, 0])
    let other = Distribution(logits: [0.2, 0.5, 0.1, -1])
    let ratios = zip(policy.logProbabilities, other.logProbabilities).map { $0 - $1 }
    func mean(_ values: [Double]) -> Double {
        zip(policy.probabilities, values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let exact = policy.divergence(to: other)
    #expect(agrees(mean(ratios.map(DivergenceEstimator.k1.value)), exact))
    #expect(agrees(mean(ratios.map(DivergenceEstimator.k3.value)), exact))
    #expect(mean(ratios.map(DivergenceEstimator.k2.value)) != exact)

    // On the logit of token 0: E_p[gradient · (1[a = 0] − p₀)] against the exact derivative.
    func expected(_ estimator: DivergenceEstimator) -> Double {
        mean(
            ratios.indices.map {
                estimator.gradient(ratios[$0])
                    * (($0 == 0 ? 1 : 0) - policy.probabilities[0])
            })
    }
    let step = [1e-5, 0, 0, 0]
    let slope =
        (policy.moved(by: step).divergence(to: other)
            - policy.moved(by: step.map { -$0 }).divergence(to: other)) / 2e-5
    #expect(agrees(expected(.k2), slope, relative: 1e-8))
    #expect(abs(expected(.k1)) < 1e-15)
    #expect(!agrees(expected(.k3), slope, relative: 0.05))
}
