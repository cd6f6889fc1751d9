// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The median of a stream of ratios in bounded memory.
///
/// Up to 10⁶ ratios are kept, and the median is exact. Beyond that only a histogram of log r is
/// kept, with bins of 2⁻¹³ over ±20, the range to which log-ratios are clamped: 2.6 MB, whatever
/// the number of ratios.
struct RatioMedian: Sendable {
    /// The most ratios that are kept.
    private let exactLimit: Int

    /// The largest relative error beyond that: half a bin, 6.2e-5.
    static let sketchError = 0x1p-14 * 1.01

    private static let binsPerNat = 8192.0
    private static let range = 20.0

    private var ratios: [Double] = []
    private var histogram: [Int] = []
    private var count = 0

    /// Starts with no ratios; the limit is another in tests.
    init(exactLimit: Int = 1_000_000) {
        self.exactLimit = exactLimit
    }

    /// Whether the median is exact.
    var isExact: Bool { histogram.isEmpty }

    /// Adds a ratio, finite and above 0.
    @inline(__always)
    mutating func add(_ ratio: Double) {
        count += 1
        if count <= exactLimit {
            ratios.append(ratio)
        } else {
            addToSketch(ratio)
        }
    }

    /// The median, the mean of the two middle ratios where their number is even; nil of none.
    var value: Double? {
        guard count > 0 else { return nil }
        let ranks = [(count - 1) / 2, count / 2]
        let middle = ranks.map { isExact ? selected(rank: $0) : sketched(rank: $0) }
        return (middle[0] + middle[1]) / 2
    }

    // MARK: The sketch

    /// Adds a ratio to the histogram, which takes over what was kept.
    private mutating func addToSketch(_ ratio: Double) {
        if isExact {
            histogram = [Int](repeating: 0, count: Int(2 * Self.range * Self.binsPerNat) + 1)
            for ratio in ratios { histogram[Self.bin(ratio)] += 1 }
            ratios = []
        }
        histogram[Self.bin(ratio)] += 1
    }

    /// Returns the bin whose middle is nearest to a ratio's logarithm.
    private static func bin(_ ratio: Double) -> Int {
        let place = (max(-range, min(range, logarithm(ratio))) + range) * binsPerNat
        return Int(place.rounded())
    }

    /// Returns the middle of the bin that holds the ratio of a rank.
    private func sketched(rank: Int) -> Double {
        var below = 0
        for (bin, count) in histogram.enumerated() {
            below += count
            if below > rank { return exponential(Double(bin) / Self.binsPerNat - Self.range) }
        }
        return .nan
    }

    // MARK: The exact median

    /// Returns the ratio of a rank, by 16 bits of its pattern at a time and without a copy.
    ///
    /// Bit patterns of positive doubles are ordered as the doubles are.
    private func selected(rank: Int) -> Double {
        var rank = rank
        var prefix: UInt64 = 0
        var counts = [Int](repeating: 0, count: 1 << 16)
        for shift in [48, 32, 16, 0] as [UInt64] {
            for index in counts.indices { counts[index] = 0 }
            for ratio in ratios where shift == 48 || ratio.bitPattern >> (shift + 16) == prefix {
                counts[Int(ratio.bitPattern >> shift & 0xFFFF)] += 1
            }
            var digit = 0
            while rank >= counts[digit] {
                rank -= counts[digit]
                digit += 1
            }
            prefix = prefix << 16 | UInt64(digit)
        }
        return Double(bitPattern: prefix)
    }
}
