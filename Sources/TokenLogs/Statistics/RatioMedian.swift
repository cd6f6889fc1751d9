// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The median of a stream of ratios in bounded memory.
///
/// Up to 10⁶ log-ratios are kept, and the median is exact. Beyond that only a histogram of them is
/// kept, with bins of 2⁻¹³ over ±20, the range to which log-ratios are clamped: 2.6 MB, whatever
/// the number of ratios.
struct RatioMedian: Sendable {
    /// The most log-ratios that are kept.
    private let exactLimit: Int

    /// The largest relative error beyond that: half a bin, 6.2e-5.
    static let sketchError = 0x1p-14 * 1.01

    private static let binsPerNat = 8192.0
    private static let range = 20.0

    private var logRatios: [Double] = []
    private var histogram: [Int] = []
    private var count = 0

    /// Starts with no ratios; the limit is another in tests.
    init(exactLimit: Int = 1_000_000) {
        self.exactLimit = exactLimit
    }

    /// Whether the median is exact.
    var isExact: Bool { histogram.isEmpty }

    /// Adds the ratios of tokens.
    mutating func add(_ tokens: TokenBlock) {
        count += tokens.count
        if count <= exactLimit {
            for index in tokens.indices { logRatios.append(tokens[index].logRatio) }
        } else {
            startSketch()
            for index in tokens.indices { histogram[Self.bin(tokens[index].logRatio)] += 1 }
        }
    }

    /// Adds the ratios of another stream, as if they had come after those of this one.
    mutating func add(_ other: RatioMedian) {
        count += other.count
        if count <= exactLimit {
            logRatios += other.logRatios
        } else {
            startSketch()
            for logRatio in other.logRatios { histogram[Self.bin(logRatio)] += 1 }
            for bin in other.histogram.indices { histogram[bin] += other.histogram[bin] }
        }
    }

    /// The median, the mean of the two middle ratios where their number is even; nil of none.
    var value: Double? {
        guard count > 0 else { return nil }
        let ranks = [(count - 1) / 2, count / 2]
        let middle = ranks.map { exponential(isExact ? selected(rank: $0) : sketched(rank: $0)) }
        return (middle[0] + middle[1]) / 2
    }

    // MARK: The sketch

    /// Makes the histogram, which takes over what was kept.
    private mutating func startSketch() {
        guard isExact else { return }
        histogram = [Int](repeating: 0, count: Int(2 * Self.range * Self.binsPerNat) + 1)
        for logRatio in logRatios { histogram[Self.bin(logRatio)] += 1 }
        logRatios = []
    }

    /// Returns the bin whose middle is nearest to a log-ratio.
    @inline(__always)
    private static func bin(_ logRatio: Double) -> Int {
        Int((max(-range, min(range, logRatio)) + range) * binsPerNat + 0.5)
    }

    /// Returns the middle of the bin that holds the log-ratio of a rank.
    private func sketched(rank: Int) -> Double {
        var below = 0
        for (bin, count) in histogram.enumerated() {
            below += count
            if below > rank { return Double(bin) / Self.binsPerNat - Self.range }
        }
        return .nan
    }

    // MARK: The exact median

    /// Returns the log-ratio of a rank, by 16 bits of its pattern at a time and without a copy.
    private func selected(rank: Int) -> Double {
        var rank = rank
        var prefix: UInt64 = 0
        var counts = [Int](repeating: 0, count: 1 << 16)
        for shift in [48, 32, 16, 0] as [UInt64] {
            for index in counts.indices { counts[index] = 0 }
            for logRatio in logRatios {
                let pattern = logRatio.orderedPattern
                guard shift == 48 || pattern >> (shift + 16) == prefix else { continue }
                counts[Int(pattern >> shift & 0xFFFF)] += 1
            }
            var digit = 0
            while rank >= counts[digit] {
                rank -= counts[digit]
                digit += 1
            }
            prefix = prefix << 16 | UInt64(digit)
        }
        return Double(orderedPattern: prefix)
    }
}

extension Double {
    private static let sign: UInt64 = 1 << 63

    /// A pattern of bits that is ordered as doubles are, those below 0 included.
    fileprivate var orderedPattern: UInt64 {
        bitPattern & Self.sign == 0 ? bitPattern | Self.sign : ~bitPattern
    }

    fileprivate init(orderedPattern pattern: UInt64) {
        self.init(bitPattern: pattern & Self.sign == 0 ? ~pattern : pattern ^ Self.sign)
    }
}
