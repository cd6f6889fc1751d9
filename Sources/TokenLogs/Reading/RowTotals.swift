// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Takes the rows of a log, good and bad.
protocol RowSink {
    /// Why rows may not be taken.
    associatedtype Failure: Error

    /// Whether it looks at the texts of tokens, and not only at how many there are.
    static var readsTexts: Bool { get }

    /// What has been counted.
    var totals: RowTotals { get set }

    /// Takes one row.
    ///
    /// - Returns: Nil, or why the row is not used.
    mutating func take(_ row: borrowing RowValues, line: Int) throws(Failure) -> DropReason?

    /// Notes rows that could not even be taken apart.
    mutating func drop(_ reason: DropReason, line: Int, rows: Int)

    /// Ends the response that is under way, whatever the next row says.
    mutating func endResponse() throws(Failure)

    /// Goes on with a mapping that has grown.
    mutating func update(_ mapping: ColumnMapping)
}

/// What is counted of a log's rows, whatever is done with them.
struct RowTotals: Sendable {
    /// Rows seen so far.
    var rowsRead = 0

    /// Rows used so far.
    var rowsUsed = 0

    /// Responses so far.
    var responses = 0

    /// Responses that came in pieces.
    var cuts = 0

    /// Rows with line breaks inside quotes.
    var joinedRows = 0

    /// What is counted over the used rows.
    var notes = RowNotes()

    /// What is counted over objects of JSON.
    var objects = JSONNotes()

    /// Counts of what was not used.
    var tally = DropTally()

    /// Counts a row that is used.
    @inline(__always)
    mutating func use(_ pair: PolicyPair) {
        rowsUsed += 1
        notes.add(pair)
    }

    /// Counts rows that could not be taken apart.
    mutating func drop(_ reason: DropReason, line: Int, rows: Int) {
        rowsRead += rows
        tally.add(reason, line: line, count: rows)
    }

    /// Adds what was counted in a later part of the file, whose lines are counted from its beginning.
    mutating func add(_ part: RowTotals, linesBefore: Int) {
        rowsRead += part.rowsRead
        rowsUsed += part.rowsUsed
        responses += part.responses
        cuts += part.cuts
        joinedRows += part.joinedRows
        notes.add(part.notes)
        objects.add(part.objects)
        tally.add(part.tally, linesBefore: linesBefore)
    }
}

// MARK: - Values that a row can do without

extension RowTotals {
    /// Notes numbers of a key that are there and are none.
    @inline(__always)
    mutating func noteKey(_ key: ResponseKey, _ row: borrowing RowValues) {
        if key.step == nil { noteUnreadable(row[.step], .step) }
        if key.epoch == nil { noteUnreadable(row[.epoch], .epoch) }
        if key.minibatch == nil { noteUnreadable(row[.minibatch], .minibatch) }
    }

    /// Returns a whole number that a row can do without; notes one that is there and is none.
    @inline(__always)
    mutating func whole(_ row: borrowing RowValues, _ slot: Slot) -> Int? {
        let value = row[slot]
        if let number = value.whole { return number }
        noteUnreadable(value, slot)
        return nil
    }

    /// Returns a number that a row can do without; notes one that is there and is none.
    @inline(__always)
    mutating func finite(_ row: borrowing RowValues, _ slot: Slot) -> Double? {
        let value = row[slot]
        if value.isFinite { return value }
        noteUnreadable(value, slot)
        return nil
    }

    /// Counts a value that is there and could not be read.
    mutating func noteUnreadable(_ value: Double, _ slot: Slot) {
        if value.bitPattern != Double.missing.bitPattern { notes.addUnreadable(slot) }
    }

    /// Returns the log-probability of a policy that a row can do without; counts those not there.
    mutating func policy(
        _ row: borrowing RowValues, _ slot: Slot, _ pair: PolicyPair, _ check: RowCheck
    ) -> Double? {
        let value = row[slot]
        if let sound = check.optional(value, beside: pair.old) { return sound }
        if value.bitPattern == Double.missing.bitPattern {
            notes.addAbsent(slot)
        } else {
            notes.addUnreadable(slot)
        }
        return nil
    }
}

extension RowTotals {
    /// What a reader of the numbers should know about the rows, one sentence each.
    func remarks(_ mapping: ColumnMapping) -> [String] {
        let leftOutZeros = [Slot.logOld, .logNew].contains { tally.has(.suspectZero($0)) }
        var remarks: [String] = []
        if joinedRows > 0 {
            remarks.append("\(counted(joinedRows, "row")) with a line break inside quotes")
        }
        if cuts > 0 {
            remarks.append(
                "runs of more than \(ResponseAssembler.longestResponse) rows were taken for "
                    + "several responses")
        }
        return remarks + notes.remarks(mapping, leftOutZeros: leftOutZeros)
    }
}
