// SPDX-License-Identifier: GPL-3.0-or-later

/// How often log-ratios occur, in bins of one width, for each sign of the advantage.
///
/// The bins are ``width`` nats wide over ±20, the range to which log-ratios are clamped, and one of
/// them has 0 in its middle. A histogram takes 128 KiB, whatever the number of tokens.
public struct RatioHistogram: Sendable, Equatable {
    /// The width of a bin in nats.
    public static let width = 0.005

    /// The bin with 0 in its middle; there are as many below it as above.
    static let middle = 4000

    /// The tokens of positive advantage, by bin.
    private var positive = [Int](repeating: 0, count: 2 * middle + 1)

    /// The tokens of negative advantage, by bin.
    private var negative = [Int](repeating: 0, count: 2 * middle + 1)

    /// The bins that may hold tokens.
    private var used = 2 * middle + 1..<2 * middle + 1

    /// Adds tokens; those of advantage 0 are on neither side, and log-ratios beyond ±20 count for the
    /// last bin.
    mutating func add(_ tokens: TokenBlock) {
        guard !tokens.isEmpty else { return }
        var (lowest, highest) = (used.lowerBound, used.isEmpty ? 0 : used.upperBound - 1)
        positive.withUnsafeMutableBufferPointer { positive in
            negative.withUnsafeMutableBufferPointer { negative in
                for index in tokens.indices {
                    let bin = Self.bin(tokens[index].logRatio)
                    lowest = min(lowest, bin)
                    highest = max(highest, bin)
                    if tokens[index].advantage > 0 {
                        positive[bin] += 1
                    } else if tokens[index].advantage < 0 {
                        negative[bin] += 1
                    }
                }
            }
        }
        used = lowest..<highest + 1
    }

    /// The tokens of some bins.
    struct Stretch: Sendable {
        let first: Int
        let positive: [Int]
        let negative: [Int]
    }

    /// Returns the bins that hold tokens, and empties them.
    mutating func cut() -> Stretch {
        let stretch = Stretch(
            first: used.lowerBound, positive: Array(positive[used]),
            negative: Array(negative[used]))
        for bin in used { (positive[bin], negative[bin]) = (0, 0) }
        used = positive.count..<positive.count
        return stretch
    }

    /// Adds the tokens of other bins.
    mutating func add(_ stretch: Stretch) {
        for index in stretch.positive.indices {
            positive[stretch.first + index] += stretch.positive[index]
            negative[stretch.first + index] += stretch.negative[index]
        }
        guard !stretch.positive.isEmpty else { return }
        let other = stretch.first..<stretch.first + stretch.positive.count
        used =
            used.isEmpty
            ? other
            : min(used.lowerBound, other.lowerBound)..<max(used.upperBound, other.upperBound)
    }

    /// Returns the bin of a log-ratio.
    @inline(__always)
    private static func bin(_ logRatio: Double) -> Int {
        // Halves are rounded away from 0, on whole numbers: a call of `rounded` takes longer.
        let scaled = max(-20, min(20, logRatio)) * (1 / width)
        return Int(scaled < 0 ? scaled - 0.5 : scaled + 0.5) + middle
    }

    /// Adds the tokens of another histogram.
    mutating func add(_ other: RatioHistogram) {
        for bin in positive.indices {
            positive[bin] += other.positive[bin]
            negative[bin] += other.negative[bin]
        }
    }

    /// Bins that lie side by side, with the tokens of either sign in them.
    public struct Bins: Sendable, Equatable {
        /// Where bins begin and end in nats of log r, rising: one more than there are bins.
        public let edges: [Double]
        /// The tokens of positive advantage in each bin.
        public let positive: [Int]
        /// The tokens of negative advantage in each bin.
        public let negative: [Int]
    }

    /// Returns the bins that hold tokens and all between them, as many put together as it takes.
    ///
    /// An odd number of bins is put together, so that one of the result has 0 in its middle.
    ///
    /// - Parameter most: The most bins wanted, at least 3.
    /// - Returns: The bins; nil where no token has an advantage.
    public func bins(atMost most: Int) -> Bins? {
        let used = positive.indices.filter { positive[$0] + negative[$0] > 0 }
        guard let first = used.first, let last = used.last else { return nil }
        let (low, high) = (first - Self.middle, last - Self.middle)
        var size = 1
        while Self.group(high, size) - Self.group(low, size) + 1 > max(most, 3) { size += 2 }
        let groups = Self.group(low, size)...Self.group(high, size)
        var (positives, negatives) = (groups.map { _ in 0 }, groups.map { _ in 0 })
        for bin in used {
            let place = Self.group(bin - Self.middle, size) - groups.lowerBound
            positives[place] += positive[bin]
            negatives[place] += negative[bin]
        }
        let edges = (groups.lowerBound...groups.upperBound + 1).map {
            (Double($0) - 0.5) * Double(size) * Self.width
        }
        return Bins(edges: edges, positive: positives, negative: negatives)
    }

    /// Returns which group of some bins a bin is in; bins and groups count from 0 in the middle.
    private static func group(_ bin: Int, _ size: Int) -> Int {
        let shifted = bin + size / 2
        return shifted >= 0 ? shifted / size : -((-shifted + size - 1) / size)
    }
}
