// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The median of a stream of ratios in bounded memory.
///
/// Up to 2¹⁷ log-ratios, a megabyte, are kept, and the median is exact. Beyond that only a histogram of them is
/// kept, with bins of 2⁻¹³ over ±20, the range to which log-ratios are clamped: 2.6 MB, whatever
/// the number of ratios.
struct RatioMedian: Sendable {
    /// The most log-ratios that are kept.
    private let exactLimit: Int

    /// The largest relative error beyond that: half a bin, 6.2e-5.
    static let sketchError = 0x1p-14 * 1.01

    private static let binsPerNat = 8192.0
    private static let range = 20.0

    /// The most log-ratios of several additions that are kept in one piece: 32 KiB.
    private static var longestPiece: Int { 4096 }

    /// What is kept, in pieces: one long array would be copied whenever it outgrew its memory, and two of
    /// them take twice as much.
    private var pieces: [[Double]] = []
    private var histogram: [Int] = []
    private var count = 0

    /// Starts with no ratios; the limit is another in tests.
    init(exactLimit: Int = 1 << 17) {
        self.exactLimit = exactLimit
    }

    /// Whether the median is exact.
    var isExact: Bool { histogram.isEmpty }

    /// Adds the ratios of tokens.
    mutating func add(_ tokens: TokenBlock) {
        count += tokens.count
        if count <= exactLimit {
            keep(
                [Double](unsafeUninitializedCapacity: tokens.count) { room, count in
                    for index in tokens.indices { room[index] = tokens[index].logRatio }
                    count = tokens.count
                })
        } else {
            startSketch()
            histogram.withUnsafeMutableBufferPointer { histogram in
                for index in tokens.indices {
                    histogram[Self.bin(tokens[index].logRatio)] += 1
                }
            }
        }
    }

    /// Adds the ratios of another stream, as if they had come after those of this one.
    mutating func add(_ other: RatioMedian) {
        count += other.count
        if count <= exactLimit {
            for piece in other.pieces { keep(piece) }
        } else {
            startSketch()
            histogram.withUnsafeMutableBufferPointer { histogram in
                for logRatio in other.pieces.joined() { histogram[Self.bin(logRatio)] += 1 }
            }
            for bin in other.histogram.indices { histogram[bin] += other.histogram[bin] }
        }
    }

    /// Keeps some log-ratios, with those before them where both are few.
    private mutating func keep(_ more: [Double]) {
        if let count = pieces.last?.count, count + more.count <= Self.longestPiece {
            pieces[pieces.count - 1] += more
        } else {
            pieces.append(more)
            if more.count <= Self.longestPiece / 2 {
                pieces[pieces.count - 1].reserveCapacity(Self.longestPiece)
            }
        }
    }

    /// The median, the mean of the two middle ratios where their number is even; nil of none.
    var value: Double? {
        guard count > 0 else { return nil }
        let lower = (count - 1) / 2
        guard isExact else {
            return (exponential(sketched(rank: lower)) + exponential(sketched(rank: count / 2))) / 2
        }
        let first = selected(rank: lower)
        let second = count.isMultiple(of: 2) ? selected(after: first, rank: count / 2) : first
        return (exponential(first) + exponential(second)) / 2
    }

    // MARK: The sketch

    /// Makes the histogram, which takes over what was kept.
    private mutating func startSketch() {
        guard isExact else { return }
        histogram = [Int](repeating: 0, count: Int(2 * Self.range * Self.binsPerNat) + 1)
        while let piece = pieces.popLast() {
            for logRatio in piece { histogram[Self.bin(logRatio)] += 1 }
        }
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

    /// Returns the log-ratio of a rank that is one more than that of another.
    private func selected(after lower: Double, rank: Int) -> Double {
        let pattern = lower.orderedPattern
        var (notAbove, next) = (0, UInt64.max)
        for logRatio in pieces.joined() {
            let other = logRatio.orderedPattern
            if other <= pattern { notAbove += 1 } else { next = min(next, other) }
        }
        return notAbove > rank ? lower : Double(orderedPattern: next)
    }

    /// Returns the log-ratio of a rank, by 11 bits of its pattern at a time.
    ///
    /// What shares the first bits with it is looked at again; few others are.
    private func selected(rank: Int) -> Double {
        var rank = rank
        var candidates = pieces
        var shift: UInt64 = 64
        while candidates.map(\.count).reduce(0, +) > 512, shift > 0 {
            shift = max(shift, 11) - 11
            var counts = [Int](repeating: 0, count: 1 << 11)
            counts.withUnsafeMutableBufferPointer { counts in
                for piece in candidates {
                    for candidate in piece { counts[candidate.digit(shift)] += 1 }
                }
            }
            var digit = 0
            while rank >= counts[digit] {
                rank -= counts[digit]
                digit += 1
            }
            candidates = candidates.map { $0.filter { $0.digit(shift) == digit } }.filter {
                !$0.isEmpty
            }
        }
        return candidates.joined().sorted { $0.orderedPattern < $1.orderedPattern }[rank]
    }
}

extension Double {
    /// A pattern of bits that is ordered as doubles are, those below 0 included.
    fileprivate var orderedPattern: UInt64 {
        let sign: UInt64 = 1 << 63
        return bitPattern & sign == 0 ? bitPattern | sign : ~bitPattern
    }

    fileprivate init(orderedPattern pattern: UInt64) {
        let sign: UInt64 = 1 << 63
        self.init(bitPattern: pattern & sign == 0 ? ~pattern : pattern ^ sign)
    }

    /// Eleven bits of that pattern.
    fileprivate func digit(_ shift: UInt64) -> Int { Int(orderedPattern >> shift & 0x7FF) }
}
