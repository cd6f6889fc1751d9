// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

/// Returns the notes on rows of log-probabilities.
private func notes(_ rows: [(old: Double, new: Double, ratio: Double)]) -> RowNotes {
    var notes = RowNotes()
    for row in rows {
        notes.add(PolicyPair(old: row.old, new: row.new, logRatio: log(row.ratio)))
    }
    return notes
}

@Test("Notes of many rows together are those of one by one")
func notesOfBlocks() throws {
    let mapping = try ColumnMatcher.match(["logp_old", "logp", "adv"], overrides: [:])
    let plain = (1...30).map { (old: -Double($0) / 10, new: -Double($0) / 10, ratio: 1.0) }
    for rows: [(old: Double, new: Double, ratio: Double)] in [
        [], plain, plain + [(-1, -0.5, exp(0.5))], plain.map { ($0.old, $0.new - 0.5, exp(-0.5)) },
        plain.map { _ in (-1, -1.5, exp(-0.5)) }, [(0, 0, 1), (0.0005, -0.01, 1)] + plain,
        plain + [(-90, -1, exp(20)), (-1, -90, exp(-20)), (-1, -20.9, exp(-19.9))],
    ] {
        var together = RowNotes()
        let tokens = rows.map { row in
            TokenNumbers(
                PolicyPair(old: row.old, new: row.new, logRatio: log(row.ratio)), advantage: 1)
        }
        tokens.withUnsafeBufferPointer { together.add($0) }
        let wanted = notes(rows).remarks(mapping, leftOutZeros: true)
        #expect(together.remarks(mapping, leftOutZeros: true) == wanted)
    }
}

@Test("Notes of pieces add up to those of the whole, wherever it is cut")
func notesOfPieces() throws {
    var rows: [(old: Double, new: Double, ratio: Double)] = []
    for place in 0..<40 { rows.append((-Double(place) / 10 - 0.1, -Double(place) / 10 - 0.6, 0.5)) }
    let mapping = try ColumnMatcher.match(["logp_old", "logp", "adv"], overrides: [:])
    for extra: [(old: Double, new: Double, ratio: Double)] in [
        [], [(0, 0, 1)], [(0.0005, -1, 1), (0, -0.01, 1)], [(-90, -1, 485_165_195.409_790_4)],
    ] {
        let whole = rows + extra
        let wanted = notes(whole).remarks(mapping, leftOutZeros: true)
        for cut in [0, 1, 20, whole.count] {
            var first = notes(Array(whole.prefix(cut)))
            first.add(notes(Array(whole.dropFirst(cut))))
            #expect(first.remarks(mapping, leftOutZeros: true) == wanted)
        }
    }
}

@Test("Counts of dropped rows add up, with the first lines and the first detail")
func tallyOfPieces() {
    var (first, second, whole) = (DropTally(), DropTally(), DropTally())
    for line in 1...9 {
        for reason in [DropReason.masked, .notANumber(.advantage)] {
            if line < 4 {
                first.add(reason, line: line)
            } else {
                second.add(reason, line: line - 3)
            }
            whole.add(reason, line: line)
        }
    }
    first.describe(.notANumber(.advantage)) { "x at first" }
    second.describe(.notANumber(.advantage)) { "y at first" }
    whole.describe(.notANumber(.advantage)) { "x at first" }
    first.add(second, linesBefore: 3)
    #expect(first.dropped == whole.dropped)
    #expect(first.dropped.map(\.firstLines) == [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]])
}
