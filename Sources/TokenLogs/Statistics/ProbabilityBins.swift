// SPDX-License-Identifier: GPL-3.0-or-later

/// The bins of the old probability π_old in which tokens are counted.
public enum ProbabilityBins {
    /// The edges of the eight bins; a bin holds its lower edge, the last one also 1.
    public static let edges: [Double] = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]

    /// Returns the bin of a probability, 0 to 7; a value above 1 by rounding is in the last one.
    @inline(__always)
    static func index(_ probability: Double) -> Int {
        // Most sampled tokens are likely ones, so the search starts at the top.
        if probability >= 0.99 { return 7 }
        if probability >= 0.9 { return 6 }
        if probability >= 0.75 { return 5 }
        if probability >= 0.5 { return 4 }
        if probability >= 0.25 { return 3 }
        if probability >= 0.1 { return 2 }
        return probability >= 0.01 ? 1 : 0
    }
}
