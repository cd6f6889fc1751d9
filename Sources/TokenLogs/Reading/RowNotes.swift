// SPDX-License-Identifier: GPL-3.0-or-later

/// What is counted over the used rows of a log, for the remarks of its report.
///
/// Counts of pieces of a file can be added.
struct RowNotes: Sendable {
    private(set) var leastRatio = Double.infinity
    private(set) var greatestRatio = 0.0
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
        leastRatio = min(leastRatio, pair.ratio)
        greatestRatio = max(greatestRatio, pair.ratio)
        if pair.old >= 0 || pair.new >= 0 { addLarge(pair) }
        if pair.ratio <= Self.lowestRatio || pair.ratio >= Self.highestRatio { clamped += 1 }
    }

    // e^±20 to the last digit but two; a stored constant would be asked for on every row.
    @inline(__always) private static var lowestRatio: Double { 2.061153622439e-09 }
    @inline(__always) private static var highestRatio: Double { 485_165_195.4097 }

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
        leastRatio = min(leastRatio, other.leastRatio)
        greatestRatio = max(greatestRatio, other.greatestRatio)
        clamped += other.clamped
        aboveZero += other.aboveZero
        zeros += other.zeros
        bothZero += other.bothZero
        used += other.used
        varies = varies || other.varies || other.firstOld != firstOld
        unreadable.merge(other.unreadable, uniquingKeysWith: +)
        absent.merge(other.absent, uniquingKeysWith: +)
        units.add(other.units)
    }
}
