// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks rows and adds the good ones to statistics that look at each token by itself; no token is
/// made of them, and none is kept.
struct StatisticsSink: RowSink {
    /// The columns whose values count here; of the others it matters only that they can be read.
    static let values = Set(
        Slot.allCases.filter { slot in
            switch slot {
            case .reward, .tokenID, .token, .turn: false
            default: true
            }
        })

    /// Statistics are of numbers.
    static var readsTexts: Bool { false }

    private var check: RowCheck
    private var reads = (
        entropy: false, engine: false, reference: false, reward: false, tokenID: false, turn: false
    )

    /// The statistics of the rows of this part.
    private(set) var statistics: LogStatistics

    private var buffer = TokenBuffer()
    var totals = RowTotals()
    private(set) var runs = ResponseRuns()

    /// Starts with no rows.
    ///
    /// - Parameters:
    ///   - mapping: Which columns the log has.
    ///   - statistics: Statistics of numbers, with no tokens.
    init(_ mapping: ColumnMapping, _ statistics: LogStatistics) {
        check = RowCheck(mapping)
        self.statistics = statistics
        update(mapping)
    }

    mutating func update(_ mapping: ColumnMapping) {
        check = RowCheck(mapping)
        reads = (
            mapping.reads(.entropy), mapping.reads(.logEngine), mapping.reads(.logReference),
            mapping.reads(.reward), mapping.reads(.tokenID), mapping.reads(.turn)
        )
    }

    mutating func drop(_ reason: DropReason, line: Int, rows: Int) {
        totals.drop(reason, line: line, rows: rows)
        runs.skipRow(position: nil)
    }

    @inline(__always)
    mutating func take(_ row: borrowing RowValues, line: Int) throws(Never) -> DropReason? {
        totals.rowsRead += 1
        switch check.pair(of: row) {
        case .fault(let reason):
            totals.tally.add(reason, line: line)
            runs.skipRow(position: row[.position].whole)
            return reason
        case .value(let pair):
            totals.rowsUsed += 1
            runs.take(row, position: totals.whole(row, .position))
            note(row, pair)
            let isFull = buffer.add(TokenNumbers(pair, advantage: row[.advantage]))
            if isFull { emptyBuffer() }
            return nil
        }
    }

    mutating func endResponse() throws(Never) { runs.end() }

    /// Notes what is counted of values that no statistic looks at, as where tokens are made.
    @inline(__always)
    private mutating func note(_ row: borrowing RowValues, _ pair: PolicyPair) {
        totals.noteKey(runs.key, row)
        if reads.entropy, let entropy = totals.finite(row, .entropy) {
            totals.notes.units.add(old: pair.old, entropy: entropy)
        }
        if reads.engine || reads.reference { noteOthers(row, pair) }
        if reads.reward { _ = totals.finite(row, .reward) }
        // What only had to look like a number is 0.
        if reads.tokenID, row[.tokenID] != 0 { _ = totals.whole(row, .tokenID) }
        if reads.turn, row[.turn] != 0 { _ = totals.whole(row, .turn) }
    }

    /// Adds the tokens that wait to the statistics, and notes their numbers.
    private mutating func emptyBuffer() {
        buffer.empty {
            totals.notes.add($0)
            statistics.add($0)
        }
    }

    /// Notes the log-probabilities of further policies that are not there.
    @inline(never)
    private mutating func noteOthers(_ row: borrowing RowValues, _ pair: PolicyPair) {
        if reads.engine { _ = totals.policy(row, .logEngine, pair, check) }
        if reads.reference { _ = totals.policy(row, .logReference, pair, check) }
    }

    /// Ends this part, and returns what it came to; the next part starts with no rows.
    mutating func cut() -> Part {
        defer {
            totals = RowTotals()
            runs = ResponseRuns()
        }
        emptyBuffer()
        return Part(totals: totals, runs: runs, sums: statistics.cutSums())
    }

    /// What a part of a file came to.
    struct Part: Sendable {
        let totals: RowTotals
        let runs: ResponseRuns
        let sums: LogStatistics.Sums
    }
}
