// SPDX-License-Identifier: GPL-3.0-or-later

/// The running sums behind ``RatioStatistics`` without a median, which takes memory for each ratio.
struct RatioTally: Sendable {
    private let lowEdge: Double
    private let highEdge: Double
    private var counts: (positive: Int, negative: Int, zero: Int) = (0, 0, 0)
    private var clipped: (high: Int, low: Int) = (0, 0)
    private var outside: (above: Int, below: Int) = (0, 0)
    private var positiveSum = CompensatedSum()
    private var negativeSum = CompensatedSum()
    private var zeroSum = CompensatedSum()
    private var shiftSum = CompensatedSum()
    private var squareSum = CompensatedSum()
    private var logSum = CompensatedSum()
    private var divergenceSum = CompensatedSum()
    private var minimum = Double.infinity
    private var maximum = -Double.infinity
    private var positiveBins: [8 of Int] = InlineArray(repeating: 0)
    private var negativeBins: [8 of Int] = InlineArray(repeating: 0)
    private var hasBins = true

    /// Starts with no tokens.
    init(epsilonLow: Double, epsilonHigh: Double) {
        (lowEdge, highEdge) = (1 - epsilonLow, 1 + epsilonHigh)
    }

    /// Adds a token, as ``RatioSums`` does.
    mutating func add(ratio: Double, logRatio: Double, advantage: Double, bin: Int?) {
        addSigned(ratio, advantage, bin)
        if ratio > highEdge { outside.above += 1 }
        if ratio < lowEdge { outside.below += 1 }
        if bin == nil { hasBins = false }
        let shift = ratio - 1
        shiftSum.add(shift)
        squareSum.add(shift * shift)
        logSum.add(logRatio)
        divergenceSum.add(shift - logRatio)
        minimum = min(minimum, ratio)
        maximum = max(maximum, ratio)
    }

    /// Adds a token to the sums of its side.
    private mutating func addSigned(_ ratio: Double, _ advantage: Double, _ bin: Int?) {
        if advantage > 0 {
            counts.positive += 1
            positiveSum.add(ratio)
            if ratio > highEdge { clipped.high += 1 }
            if let bin { positiveBins[bin] += 1 }
        } else if advantage < 0 {
            counts.negative += 1
            negativeSum.add(ratio)
            if ratio < lowEdge { clipped.low += 1 }
            if let bin { negativeBins[bin] += 1 }
        } else {
            counts.zero += 1
            zeroSum.add(ratio)
        }
    }

    /// The statistics of the tokens so far; the median is nil.
    var statistics: RatioStatistics {
        var result = RatioStatistics()
        (result.positive, result.negative, result.zero) = counts
        result.tokens = counts.positive + counts.negative + counts.zero
        result.ratioMeanPositive = mean(positiveSum.value, result.positive)
        result.ratioMeanNegative = mean(negativeSum.value, result.negative)
        if hasBins {
            result.tokensPositiveByBin = positiveBins.indices.map { positiveBins[$0] }
            result.tokensNegativeByBin = negativeBins.indices.map { negativeBins[$0] }
        }
        guard result.tokens > 0 else { return result }
        setMeans(&result, count: Double(result.tokens))
        return result
    }

    private func setMeans(_ result: inout RatioStatistics, count: Double) {
        let meanShift = shiftSum.value / count
        result.ratioMean = (positiveSum.value + negativeSum.value + zeroSum.value) / count
        result.ratioDeviation =
            max(0, squareSum.value / count - meanShift * meanShift).squareRoot()
        (result.ratioMinimum, result.ratioMaximum) = (minimum, maximum)
        result.clipHighFraction = Double(clipped.high) / count
        result.clipLowFraction = Double(clipped.low) / count
        result.outsideAboveFraction = Double(outside.above) / count
        result.outsideBelowFraction = Double(outside.below) / count
        result.k1 = -logSum.value / count
        result.k3 = divergenceSum.value / count
    }
}
