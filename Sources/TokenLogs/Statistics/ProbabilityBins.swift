// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The bins of the old probability π_old in which tokens are counted.
public enum ProbabilityBins {
    /// The edges of the eight bins; a bin holds its lower edge, the last one also 1.
    public static let edges: [Double] = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]

    /// The number of bins.
    static let count = 8

    /// The least log-probability of each bin but the first, so that none needs an exponential.
    private static let lowest: [7 of Double] = {
        var lowest: [7 of Double] = InlineArray(repeating: 0)
        for index in lowest.indices { lowest[index] = leastLogarithm(of: edges[index + 1]) }
        return lowest
    }()

    /// Returns the least double whose exponential is no less than a number.
    private static func leastLogarithm(of number: Double) -> Double {
        var least = logarithm(number)
        while exponential(least) >= number { least = least.nextDown }
        while exponential(least) < number { least = least.nextUp }
        return least
    }

    /// The edges of the bins as logarithms, for a loop over many tokens.
    struct Logarithms {
        private let lowest = ProbabilityBins.lowest

        /// Returns the bin of the probability whose logarithm is given, 0 to 7; one above 1 by rounding
        /// is in the last bin.
        @inline(__always)
        func index(_ logProbability: Double) -> Int {
            // Most sampled tokens are likely ones, so the search starts at the top.
            if logProbability >= lowest[6] { return 7 }
            if logProbability >= lowest[5] { return 6 }
            if logProbability >= lowest[4] { return 5 }
            if logProbability >= lowest[3] { return 4 }
            if logProbability >= lowest[2] { return 3 }
            if logProbability >= lowest[1] { return 2 }
            return logProbability >= lowest[0] ? 1 : 0
        }
    }
}
