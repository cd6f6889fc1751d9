// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Sums over the tokens with an advantage of all updates of a step.
struct Tally {
    private var positive = Side()
    private var negative = Side()

    /// Σ log π, Σ w A and Σ log π · w A, for the covariance.
    private var logProbability = 0.0
    private var push = 0.0
    private var product = 0.0
    private var gradientNorm = 0.0
    private var updates = 0

    /// The largest |log r|.
    private var logRatio = 0.0

    /// Whether the method has an interval that ratios can be outside of.
    var hasInterval = false

    /// Sums over the tokens of one sign of the advantage.
    private struct Side {
        var count = 0.0
        var ratio = 0.0
        var weight = 0.0
        var masked = 0.0
        var capped = 0.0
        var outside = 0.0

        @inline(__always)
        mutating func add(
            _ mass: Double, ratio r: Double, weight w: Double, isCapped: Bool, isOutside: Bool
        ) {
            count += mass
            ratio += mass * r
            weight += mass * w
            if w == 0 { masked += mass }
            if isCapped { capped += mass }
            if isOutside { outside += mass }
        }
    }

    /// Adds some equal tokens.
    @inline(__always)
    mutating func add(
        _ count: Double, _ token: Token, weight: Double, isCapped: Bool, isOutside: Bool = false
    ) {
        let pushed = weight * token.advantage
        if token.advantage > 0 {
            positive.add(
                count, ratio: token.importanceRatio, weight: weight, isCapped: isCapped,
                isOutside: isOutside)
        } else {
            negative.add(
                count, ratio: token.importanceRatio, weight: weight, isCapped: isCapped,
                isOutside: isOutside)
        }
        logProbability += count * token.logProbability
        push += count * pushed
        product += count * token.logProbability * pushed
    }

    /// Adds the gradient of an update.
    mutating func add(gradientNorm norm: Double) {
        gradientNorm += norm
        updates += 1
    }

    /// Notes the largest |log r| of an update.
    mutating func add(largestLogRatio: Double) {
        if largestLogRatio > logRatio { logRatio = largestLogRatio }
    }

    /// Puts the means into a row.
    func report(into row: inout StepMetrics) {
        row[.ratioPositive] = mean(positive.ratio, positive, empty: 1)
        row[.ratioNegative] = mean(negative.ratio, negative, empty: 1)
        row[.weightPositive] = mean(positive.weight, positive, empty: 1)
        row[.weightNegative] = mean(negative.weight, negative, empty: 1)
        row[.maskedPositive] = mean(positive.masked, positive, empty: 0)
        row[.maskedNegative] = mean(negative.masked, negative, empty: 0)
        row[.cappedPositive] = mean(positive.capped, positive, empty: 0)
        row[.cappedNegative] = mean(negative.capped, negative, empty: 0)
        if hasInterval {
            row[.outsidePositive] = mean(positive.outside, positive, empty: 0)
            row[.outsideNegative] = mean(negative.outside, negative, empty: 0)
        }
        let count = positive.count + negative.count
        row[.covariance] =
            count > 0 ? product / count - (logProbability / count) * (push / count) : 0
        row.largestLogRatio = logRatio
        row[.gradientNorm] = updates > 0 ? gradientNorm / Double(updates) : 0
    }

    /// Returns a mean over one side, or what stands for none.
    private func mean(_ sum: Double, _ side: Side, empty: Double) -> Double {
        side.count > 0 ? sum / side.count : empty
    }
}
