// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What is counted over the used rows of a log, for the remarks of its report.
///
/// Counts of pieces of a file can be added.
struct RowNotes: Sendable {
    private var leastShift = Double.infinity
    private var greatestShift = -Double.infinity
    private(set) var clamped = 0
    private(set) var aboveZero = 0
    private(set) var zeros = 0
    private(set) var bothZero = 0
    private(set) var used = 0
    private(set) var firstOld = Double.nan
    private(set) var varies = false

    /// Values of columns that a row can do without that could not be read, by column.
    private(set) var unreadable: [Slot: Int] = [:]

    /// Log-probabilities of further policies that are missing or null, by column.
    private(set) var absent: [Slot: Int] = [:]

    /// What entropies tell about the unit of log-probabilities.
    var units = UnitEvidence()

    /// Notes the numbers of a used row.
    @inline(__always)
    mutating func add(_ pair: PolicyPair) {
        used += 1
        if !varies { noteFirst(pair.old) }
        leastShift = min(leastShift, pair.logRatio)
        greatestShift = max(greatestShift, pair.logRatio)
        if pair.old >= 0 || pair.new >= 0 { addLarge(pair) }
        if abs(pair.logRatio) >= Self.farthestShift { clamped += 1 }
    }

    /// Notes the numbers of used rows that are next to each other, as one by one.
    mutating func add(_ tokens: TokenBlock) {
        used += tokens.count
        var (least, greatest, hasLarge) = (leastShift, greatestShift, false)
        for token in tokens {
            least = min(least, token.logRatio)
            greatest = max(greatest, token.logRatio)
            hasLarge = hasLarge || token.old >= 0 || token.new >= 0
        }
        (leastShift, greatestShift) = (least, greatest)
        for token in tokens {
            if varies { break }
            noteFirst(token.old)
        }
        if hasLarge {
            for token in tokens where token.old >= 0 || token.new >= 0 { addLarge(token.pair) }
        }
        if max(greatest, -least) >= Self.farthestShift {
            clamped += tokens.count { abs($0.logRatio) >= Self.farthestShift }
        }
    }

    /// The least ratio and the greatest.
    var leastRatio: Double { exponential(leastShift) }
    var greatestRatio: Double { exponential(greatestShift) }

    // 20 but for rounding; a stored constant would be asked for on every row.
    @inline(__always) private static var farthestShift: Double { 20 - 2e-13 }

    /// Notes whether tokens differ, without which a constant ratio says nothing.
    private mutating func noteFirst(_ old: Double) {
        if firstOld.isNaN { firstOld = old }
        varies = old != firstOld
    }

    /// Notes a row with a log-probability of 0 or slightly above.
    private mutating func addLarge(_ pair: PolicyPair) {
        if pair.old > 0 || pair.new > 0 { aboveZero += 1 }
        if pair.old == 0 && pair.new == 0 {
            bothZero += 1
        } else if pair.old == 0 || pair.new == 0 {
            zeros += 1
        }
    }

    /// Notes a value that a used row could do without and that is there and could not be read.
    mutating func addUnreadable(_ slot: Slot) { unreadable[slot, default: 0] += 1 }

    /// Notes a log-probability that a used row could do without and that is missing.
    mutating func addAbsent(_ slot: Slot) { absent[slot, default: 0] += 1 }

    /// Adds the counts of another piece of the file.
    mutating func add(_ other: RowNotes) {
        leastShift = min(leastShift, other.leastShift)
        greatestShift = max(greatestShift, other.greatestShift)
        clamped += other.clamped
        aboveZero += other.aboveZero
        zeros += other.zeros
        bothZero += other.bothZero
        used += other.used
        if firstOld.isNaN { firstOld = other.firstOld }
        varies = varies || other.varies || !other.firstOld.isNaN && other.firstOld != firstOld
        unreadable.merge(other.unreadable, uniquingKeysWith: +)
        absent.merge(other.absent, uniquingKeysWith: +)
        units.add(other.units)
    }
}
