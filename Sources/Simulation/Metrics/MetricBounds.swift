// SPDX-License-Identifier: GPL-3.0-or-later

extension Metric {
    /// What the metric can be at all.
    package var bounds: ClosedRange<Double> {
        switch self {
        case .covariance: -Double.infinity...(.infinity)
        case .accuracy, .passAt16, .greedy, .heldOutAccuracy, .heldOutGreedy, .timeout,
            .repeatedContexts, .repeatedBigrams, .duplicates, .zeroGroups, .maskedPositive,
            .maskedNegative, .cappedPositive, .cappedNegative, .outsidePositive, .outsideNegative,
            .engineCut, .reward, .wrongSteps, .heldOutPassAt2, .heldOutPassAt4, .heldOutPassAt8,
            .heldOutPassAt16:
            0...1
        case .step, .entropy, .length, .klFromReference, .klFromOld, .ratioPositive,
            .ratioNegative, .weightPositive, .weightNegative, .gradientNorm, .klFromEngine,
            .engineRatio, .heldOutEntropy, .freshRatioPositive, .freshRatioNegative:
            0...(.infinity)
        }
    }
}
