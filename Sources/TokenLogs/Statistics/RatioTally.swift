// SPDX-License-Identifier: GPL-3.0-or-later

/// The running sums behind ``RatioStatistics`` without a median, which takes memory for each ratio.
///
/// Tokens are taken in blocks: within one, plain sums are as exact as its few hundred terms allow, and
/// the blocks' sums lose nothing.
struct RatioTally: Sendable {
    private let lowEdge: Double
    private let highEdge: Double
    private var counts = RatioStatistics()
    private var positiveSum = CompensatedSum()
    private var negativeSum = CompensatedSum()
    private var zeroSum = CompensatedSum()
    private var shiftSum = CompensatedSum()
    private var squareSum = CompensatedSum()
    private var logSum = CompensatedSum()
    private var divergenceSum = CompensatedSum()
    private var minimum = Double.infinity
    private var maximum = -Double.infinity
    private var clippedHigh = 0
    private var clippedLow = 0
    private var outsideAbove = 0
    private var outsideBelow = 0
    private var bins: [8 of BinCount] = InlineArray(repeating: BinCount())
    private var hasBins = true

    /// The tokens of a bin of the old probability.
    private struct BinCount {
        var positive = 0
        var negative = 0
    }

    /// Starts with no tokens.
    init(epsilonLow: Double, epsilonHigh: Double) {
        self.init(lowEdge: 1 - epsilonLow, highEdge: 1 + epsilonHigh)
    }

    /// The same edges with no tokens.
    var empty: RatioTally { RatioTally(lowEdge: lowEdge, highEdge: highEdge) }

    private init(lowEdge: Double, highEdge: Double) {
        (self.lowEdge, self.highEdge) = (lowEdge, highEdge)
    }

    /// Adds tokens, whose bins are found already.
    mutating func add(_ tokens: TokenBlock, _ gradients: BlockGradients) {
        addBySign(tokens)
        addShifts(tokens)
        addBins(tokens, gradients)
    }

    /// Adds the tokens of other sums, as if they had come after those of these.
    mutating func add(_ other: RatioTally) {
        counts.positive += other.counts.positive
        counts.negative += other.counts.negative
        counts.zero += other.counts.zero
        positiveSum.add(other.positiveSum)
        negativeSum.add(other.negativeSum)
        zeroSum.add(other.zeroSum)
        shiftSum.add(other.shiftSum)
        squareSum.add(other.squareSum)
        logSum.add(other.logSum)
        divergenceSum.add(other.divergenceSum)
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        clippedHigh += other.clippedHigh
        clippedLow += other.clippedLow
        outsideAbove += other.outsideAbove
        outsideBelow += other.outsideBelow
        for index in bins.indices {
            bins[index].positive += other.bins[index].positive
            bins[index].negative += other.bins[index].negative
        }
        hasBins = hasBins && other.hasBins
    }

    /// Adds ratios to those of their sign, and counts the clipped ones.
    private mutating func addBySign(_ tokens: TokenBlock) {
        var (positive, negative, zero) = (0.0, 0.0, 0.0)
        for index in tokens.indices {
            let (ratio, advantage) = (tokens[index].ratio, tokens[index].advantage)
            if advantage > 0 {
                counts.positive += 1
                positive += ratio
                if ratio > highEdge { clippedHigh += 1 }
            } else if advantage < 0 {
                counts.negative += 1
                negative += ratio
                if ratio < lowEdge { clippedLow += 1 }
            } else {
                counts.zero += 1
                zero += ratio
            }
        }
        positiveSum.add(positive)
        negativeSum.add(negative)
        zeroSum.add(zero)
    }

    /// Adds what does not depend on the sign.
    private mutating func addShifts(_ tokens: TokenBlock) {
        var (shifts, squares, logs, divergence) = (0.0, 0.0, 0.0, 0.0)
        for index in tokens.indices {
            let (ratio, logRatio) = (tokens[index].ratio, tokens[index].logRatio)
            // Around 1, where ratios are, so that the variance is not a difference of large sums.
            let shift = ratio - 1
            shifts += shift
            squares += shift * shift
            logs += logRatio
            divergence += shift - logRatio
            minimum = min(minimum, ratio)
            maximum = max(maximum, ratio)
            if ratio > highEdge { outsideAbove += 1 }
            if ratio < lowEdge { outsideBelow += 1 }
        }
        shiftSum.add(shifts)
        squareSum.add(squares)
        logSum.add(logs)
        divergenceSum.add(divergence)
    }

    /// Counts tokens by bin of the old probability.
    private mutating func addBins(_ tokens: TokenBlock, _ gradients: BlockGradients) {
        for index in tokens.indices {
            let bin = gradients.bins[index]
            if tokens[index].advantage > 0 {
                bins[bin].positive += 1
            } else if tokens[index].advantage < 0 {
                bins[bin].negative += 1
            }
        }
        hasBins = hasBins && gradients.areKnown
    }

    /// The statistics of the tokens so far; the median is nil.
    var statistics: RatioStatistics {
        var result = counts
        result.tokens = counts.positive + counts.negative + counts.zero
        result.ratioMeanPositive = mean(positiveSum.value, counts.positive)
        result.ratioMeanNegative = mean(negativeSum.value, counts.negative)
        if hasBins {
            result.tokensPositiveByBin = bins.indices.map { bins[$0].positive }
            result.tokensNegativeByBin = bins.indices.map { bins[$0].negative }
        }
        guard result.tokens > 0 else { return result }
        let count = Double(result.tokens)
        let meanShift = shiftSum.value / count
        result.ratioMean = (positiveSum.value + negativeSum.value + zeroSum.value) / count
        result.ratioDeviation =
            max(0, squareSum.value / count - meanShift * meanShift).squareRoot()
        result.ratioMinimum = minimum
        result.ratioMaximum = maximum
        result.clipHighFraction = Double(clippedHigh) / count
        result.clipLowFraction = Double(clippedLow) / count
        result.outsideAboveFraction = Double(outsideAbove) / count
        result.outsideBelowFraction = Double(outsideBelow) / count
        result.k1 = -logSum.value / count
        result.k3 = divergenceSum.value / count
        return result
    }
}

/// Returns a sum divided by a count, or nil of nothing.
func mean(_ sum: Double, _ count: Int) -> Double? {
    count > 0 ? sum / Double(count) : nil
}
