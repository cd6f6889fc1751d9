// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

/// Returns the notes on rows of log-probabilities.
private func notes(_ rows: [(old: Double, new: Double, ratio: Double)]) -> RowNotes {
    var notes = RowNotes()
    for row in rows { notes.add(PolicyPair(old: row.old, new: row.new, ratio: row.ratio)) }
    return notes
}

@Test("Notes of pieces add up to those of the whole, wherever it is cut")
func notesOfPieces() throws {
    var rows: [(old: Double, new: Double, ratio: Double)] = []
    for place in 0..<40 { rows.append((-Double(place) / 10 - 0.1, -Double(place) / 10 - 0.6, 0.5)) }
    let mapping = try ColumnMatcher.match(["logp_old", "logp", "adv"], overrides: [:])
    for extra: [(old: Double, new: Double, ratio: Double)] in [
        [], [(0, 0, 1)], [(0.0005, -1, 1), (0, -0.01, 1)], [(-90, -1, 485_165_195.409_790_3)],
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
                second.add(reason, line: line)
            }
            whole.add(reason, line: line)
        }
    }
    first.describe(.notANumber(.advantage)) { "x at first" }
    second.describe(.notANumber(.advantage)) { "y at first" }
    whole.describe(.notANumber(.advantage)) { "x at first" }
    first.add(second)
    #expect(first.dropped == whole.dropped)
    #expect(first.dropped.map(\.firstLines) == [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]])
}
