// SPDX-License-Identifier: GPL-3.0-or-later

/// The running sums behind ``RatioStatistics``, the median among them.
struct RatioSums: Sendable {
    private var tally: RatioTally
    private var median = RatioMedian()

    /// Starts with no tokens.
    init(epsilonLow: Double, epsilonHigh: Double) {
        tally = RatioTally(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
    }

    /// The same edges with no tokens.
    var empty: RatioSums {
        var empty = self
        (empty.tally, empty.median) = (tally.empty, RatioMedian())
        return empty
    }

    /// Adds tokens, whose bins are found already.
    mutating func add(_ tokens: TokenBlock, _ gradients: BlockGradients) {
        tally.add(tokens, gradients)
        median.add(tokens)
    }

    /// Adds the tokens of other sums, as if they had come after those of these.
    mutating func add(_ other: RatioSums) {
        tally.add(other.tally)
        median.add(other.median)
    }

    /// The statistics of the tokens so far.
    var statistics: RatioStatistics {
        var result = tally.statistics
        guard result.tokens > 0 else { return result }
        result.ratioMedian = median.value
        result.ratioMedianError = median.isExact ? 0 : RatioMedian.sketchError
        return result
    }
}
