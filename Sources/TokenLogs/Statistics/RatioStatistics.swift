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
