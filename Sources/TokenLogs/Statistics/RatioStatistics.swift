// SPDX-License-Identifier: GPL-3.0-or-later

/// What a log says of its ratios, whatever the method.
///
/// Means over nothing are nil. Tokens of advantage 0 count as neither positive nor negative.
public struct RatioStatistics: Sendable, Equatable {
    /// The tokens.
    public internal(set) var tokens = 0
    /// The tokens of positive advantage.
    public internal(set) var positive = 0
    /// The tokens of negative advantage.
    public internal(set) var negative = 0
    /// The tokens of advantage 0, which no method learns from.
    public internal(set) var zero = 0

    /// The mean ratio.
    public internal(set) var ratioMean: Double?
    /// The mean ratio of tokens of positive advantage.
    public internal(set) var ratioMeanPositive: Double?
    /// The mean ratio of tokens of negative advantage.
    public internal(set) var ratioMeanNegative: Double?
    /// The smallest ratio.
    public internal(set) var ratioMinimum: Double?
    /// The largest ratio.
    public internal(set) var ratioMaximum: Double?
    /// The standard deviation of the ratio, dividing by n.
    public internal(set) var ratioDeviation: Double?
    /// The median ratio.
    public internal(set) var ratioMedian: Double?
    /// The largest relative error of the median: 0 up to 10⁶ tokens, 6.2e-5 beyond.
    public internal(set) var ratioMedianError = 0.0

    /// The share of all tokens that are positive with a ratio above 1 + ε_high.
    public internal(set) var clipHighFraction: Double?
    /// The share of all tokens that are negative with a ratio below 1 − ε_low.
    public internal(set) var clipLowFraction: Double?

    /// The share of all tokens with a ratio above 1 + ε_high, whatever their advantage.
    public internal(set) var outsideAboveFraction: Double?
    /// The share of all tokens with a ratio below 1 − ε_low, whatever their advantage.
    public internal(set) var outsideBelowFraction: Double?

    /// The estimate k1 of KL(π_old‖π) in nats: the mean of −log r.
    public internal(set) var k1: Double?
    /// The estimate k3 of KL(π_old‖π) in nats: the mean of r − 1 − log r.
    public internal(set) var k3: Double?

    /// The positive tokens by bin of the old probability; nil where the log has only ratios.
    public internal(set) var tokensPositiveByBin: [Int]?
    /// The negative tokens by bin of the old probability; nil where the log has only ratios.
    public internal(set) var tokensNegativeByBin: [Int]?
}

/// The running sums behind ``RatioStatistics``.
struct RatioSums: Sendable {
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
    private var median = RatioMedian()
    private var positiveBins: [8 of Int] = InlineArray(repeating: 0)
    private var negativeBins: [8 of Int] = InlineArray(repeating: 0)
    private var hasBins = true

    /// Starts with no tokens.
    init(epsilonLow: Double, epsilonHigh: Double) {
        lowEdge = 1 - epsilonLow
        highEdge = 1 + epsilonHigh
    }

    /// Adds a token.
    ///
    /// - Parameters:
    ///   - ratio: Its ratio, finite and above 0.
    ///   - logRatio: The ratio's logarithm.
    ///   - advantage: Its advantage.
    ///   - bin: The bin of its old probability, or nil where that is not known.
    @inline(__always)
    mutating func add(ratio: Double, logRatio: Double, advantage: Double, bin: Int?) {
        if advantage > 0 {
            counts.positive += 1
            positiveSum.add(ratio)
            if ratio > highEdge { clippedHigh += 1 }
            if let bin { positiveBins[bin] += 1 }
        } else if advantage < 0 {
            counts.negative += 1
            negativeSum.add(ratio)
            if ratio < lowEdge { clippedLow += 1 }
            if let bin { negativeBins[bin] += 1 }
        } else {
            counts.zero += 1
            zeroSum.add(ratio)
        }
        if ratio > highEdge { outsideAbove += 1 }
        if ratio < lowEdge { outsideBelow += 1 }
        if bin == nil { hasBins = false }
        // Around 1, where ratios are, so that the variance is not a difference of large sums.
        let shift = ratio - 1
        shiftSum.add(shift)
        squareSum.add(shift * shift)
        logSum.add(logRatio)
        divergenceSum.add(shift - logRatio)
        minimum = min(minimum, ratio)
        maximum = max(maximum, ratio)
        median.add(ratio)
    }

    /// The statistics of the tokens so far.
    var statistics: RatioStatistics {
        var result = counts
        result.tokens = counts.positive + counts.negative + counts.zero
        result.ratioMeanPositive = mean(positiveSum.value, counts.positive)
        result.ratioMeanNegative = mean(negativeSum.value, counts.negative)
        if hasBins {
            result.tokensPositiveByBin = positiveBins.indices.map { positiveBins[$0] }
            result.tokensNegativeByBin = negativeBins.indices.map { negativeBins[$0] }
        }
        guard result.tokens > 0 else { return result }
        let count = Double(result.tokens)
        let meanShift = shiftSum.value / count
        result.ratioMean = (positiveSum.value + negativeSum.value + zeroSum.value) / count
        result.ratioDeviation =
            max(0, squareSum.value / count - meanShift * meanShift).squareRoot()
        result.ratioMinimum = minimum
        result.ratioMaximum = maximum
        result.ratioMedian = median.value
        result.ratioMedianError = median.isExact ? 0 : RatioMedian.sketchError
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
