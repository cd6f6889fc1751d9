// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import TokenWeights

/// Sums over the tokens with an advantage of all updates of a step.
struct Tally {
    /// What the innermost loops add up.
    private var sums = csim_tally()
    private var gradientNorm = 0.0
    private var updates = 0

    /// How many tokens a correction that reads the policy looked at, and how many it cut.
    private var considered = 0.0
    private var cut = 0.0

    /// The largest |log r|.
    private var logRatio = 0.0

    /// Calls a function with the sums, for it to add to.
    mutating func withSums(_ add: (UnsafeMutablePointer<csim_tally>) -> Void) {
        withUnsafeMutablePointer(to: &sums, add)
    }

    /// Adds a token with an advantage, whose weight may be multiplied by a correction's factor.
    mutating func add(
        _ token: Token, weight: Double, factor: Double, isHeld: Bool, isOutside: Bool
    ) {
        let masked = weight == 0 ? 1.0 : 0
        if token.advantage > 0 {
            sums.positive.0 += 1
            sums.positive.1 += token.importanceRatio
            sums.positive.2 += weight
            sums.positive.3 += masked
        } else {
            sums.negative.0 += 1
            sums.negative.1 += token.importanceRatio
            sums.negative.2 += weight
            sums.negative.3 += masked
        }
        let pushed = weight * factor * token.advantage
        sums.both.0 += token.logProbability
        sums.both.1 += pushed
        sums.both.2 += token.logProbability * pushed
        if isHeld { add(capped: 1, advantage: token.advantage) }
        if isOutside { add(outside: 1, advantage: token.advantage) }
    }

    /// Adds some equal tokens that a cap acts on.
    mutating func add(capped count: Double, advantage: Double) {
        if advantage > 0 {
            sums.capped.0 += count
        } else {
            sums.capped.1 += count
        }
    }

    /// Adds some equal tokens outside the method's interval.
    mutating func add(outside count: Double, advantage: Double) {
        if advantage > 0 {
            sums.outside.0 += count
        } else {
            sums.outside.1 += count
        }
    }

    /// Adds some tokens that a correction cuts or does not.
    mutating func add(considered count: Double, isCut: Bool) {
        considered += count
        if isCut { cut += count }
    }

    /// Adds what a rule adds to the coefficient of some equal tokens with an advantage.
    ///
    /// - Parameters:
    ///   - added: What it adds, u.
    ///   - count: How many tokens they are.
    ///   - advantage: The advantage of each.
    ///   - logProbability: log π of each.
    ///   - hasWeight: Whether their weight is not 0.
    mutating func add(
        added: Double, count: Double, advantage: Double, logProbability: Double, hasWeight: Bool
    ) {
        guard added != 0 else { return }
        let masked = hasWeight ? 0 : -count
        if advantage > 0 {
            sums.positive.2 += count * (added / advantage)
            sums.positive.3 += masked
        } else {
            sums.negative.2 += count * (added / advantage)
            sums.negative.3 += masked
        }
        sums.both.1 += count * added
        sums.both.2 += count * logProbability * added
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
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - hasInterval: Whether the method has an interval that ratios can be outside of.
    func report(into row: inout StepMetrics, hasInterval: Bool) {
        let (positive, negative) = (sums.positive, sums.negative)
        row[.ratioPositive] = mean(positive.1, positive.0, empty: 1)
        row[.ratioNegative] = mean(negative.1, negative.0, empty: 1)
        row[.weightPositive] = mean(positive.2, positive.0, empty: 1)
        row[.weightNegative] = mean(negative.2, negative.0, empty: 1)
        row[.maskedPositive] = mean(positive.3, positive.0, empty: 0)
        row[.maskedNegative] = mean(negative.3, negative.0, empty: 0)
        row[.cappedPositive] = mean(sums.capped.0, positive.0, empty: 0)
        row[.cappedNegative] = mean(sums.capped.1, negative.0, empty: 0)
        if hasInterval {
            row[.outsidePositive] = mean(sums.outside.0, positive.0, empty: 0)
            row[.outsideNegative] = mean(sums.outside.1, negative.0, empty: 0)
        }
        let count = positive.0 + negative.0
        let (logProbability, push, product, _) = sums.both
        row[.covariance] =
            count > 0 ? product / count - (logProbability / count) * (push / count) : 0
        row.largestLogRatio = logRatio
        if considered > 0 { row[.engineCut] = cut / considered }
        row[.gradientNorm] = updates > 0 ? gradientNorm / Double(updates) : 0
    }

    /// Returns a mean, or what stands for one over nothing.
    private func mean(_ sum: Double, _ count: Double, empty: Double) -> Double {
        count > 0 ? sum / count : empty
    }
}
