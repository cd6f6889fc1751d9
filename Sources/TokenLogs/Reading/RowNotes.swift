// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What is counted over the used rows of a log, for the remarks of its report.
///
/// Counts of pieces of a file can be added.
struct RowNotes: Sendable {
    private var leastRatio = Double.infinity
    private var greatestRatio = 0.0
    private var clamped = 0
    private var aboveZero = 0
    private var zeros = 0
    private var bothZero = 0
    private var used = 0
    private var firstOld = Double.nan
    private var varies = false

    /// Values of columns that a row can do without that could not be read, by column.
    private var unreadable: [Slot: Int] = [:]

    /// Log-probabilities of further policies that are missing or null, by column.
    private var absent: [Slot: Int] = [:]

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

    private static let lowestRatio = exponential(Token.clampedLogRatio(-.greatestFiniteMagnitude))
    private static let highestRatio = exponential(Token.clampedLogRatio(.greatestFiniteMagnitude))

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

// MARK: - Remarks

extension RowNotes {
    /// What a reader of the numbers should know about the rows, one sentence each.
    ///
    /// - Parameters:
    ///   - mapping: How the columns were read.
    ///   - leftOutZeros: Whether rows were dropped for an exact 0.
    /// - Returns: The remarks; safe to print.
    func remarks(_ mapping: ColumnMapping, leftOutZeros: Bool) -> [String] {
        let rows = counted(used, "used row")
        var remarks = inOrder(unreadable).map { slot, count in
            let what =
                slot == .logEngine || slot == .logReference
                ? "is no log-probability (above 0, −1000 and below, or 0 where p is below 0.9)"
                : "could not be read"
            return "\(slot.name) \(what) in \(counted(count, "used row")) and is left out"
        }
        remarks += inOrder(absent).filter { $0.1 < used }.map { slot, count in
            "\(slot.name) is missing or null in \(count) of \(rows)"
        }
        if clamped > 0 {
            remarks.append("\(counted(clamped, "ratio")) beyond e^±20 counted as e^±20")
        }
        if aboveZero > 0 {
            remarks.append(
                "\(counted(aboveZero, "used row")) with a log-probability up to 0.001 above 0, "
                    + "taken for rounding")
        }
        return remarks + zeroRemarks(mapping, leftOutZeros) + units.remarks + ratioRemarks(mapping)
    }

    private func zeroRemarks(_ mapping: ColumnMapping, _ leftOutZeros: Bool) -> [String] {
        var remarks: [String] = []
        if leftOutZeros || mapping.kept.contains(.zeros), zeros > 0 {
            remarks.append(
                "\(counted(zeros, "used row")) with a log-probability of exactly 0 in one policy: "
                    + (mapping.kept.contains(.zeros)
                        ? "kept, as asked" : "the other is near 0 too, so they are kept"))
        }
        if bothZero > 0, bothZero * 20 >= used, !mapping.entries.contains(where: \.slot.isMask),
            !mapping.isUnmoved
        {
            remarks.append(
                "\(counted(bothZero, "used row")) with log-probabilities of exactly 0 in both "
                    + "policies: certain tokens, or padding without a mask")
        }
        return remarks
    }

    private func ratioRemarks(_ mapping: ColumnMapping) -> [String] {
        guard used > 0 else { return ["no row could be used"] }
        if mapping.isUnmoved { return [] }
        if greatestRatio - 1 < 1e-6, 1 - leastRatio < 1e-6 {
            return [
                "on-policy: every ratio is 1 within 1e-6, so GRPO, ASPO and training without "
                    + "importance sampling give the same gradient here"
            ]
        }
        guard used >= 10, varies, greatestRatio - leastRatio < 1e-8 * leastRatio else { return [] }
        let factor = (leastRatio * 1e6).rounded() / 1e6
        return [
            "every ratio is \(factor): a constant factor is another normalisation of the "
                + "probabilities (top-p, top-k or temperature on one side), not training"
        ]
    }

    private func inOrder(_ counts: [Slot: Int]) -> [(Slot, Int)] {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }
}
