// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Takes the rows out of lines that are all there.
struct DelimitedRows: Sendable {
    /// The longest row whose quoted fields hold line breaks: 256 KiB.
    ///
    /// A quote that is never closed would otherwise swallow the rest of the file.
    static let longestQuotedRow = 1 << 18

    private let line: DelimitedLine

    init(_ line: DelimitedLine) { self.line = line }

    /// Hands the rows of whole lines to a sink.
    ///
    /// - Parameters:
    ///   - bytes: The lines; the last may lack its line break.
    ///   - before: The lines of the file before these.
    ///   - sink: Takes the rows.
    /// - Returns: How many lines there were.
    func read<Sink: RowSink>(
        _ bytes: Bytes, after before: Int = 0, into sink: inout Sink
    ) throws(Sink.Failure) -> Int {
        var (start, number) = (0, before)
        var row = RowValues()
        var key = Bytes(start: nil, count: 0)
        while start < bytes.count {
            number += 1
            let rest = Bytes(rebasing: bytes[start...])
            let end = rest.firstNewline ?? rest.count
            var outcome = line.split(rest.line(to: end), into: &row, repeating: &key)
            start += end + 1
            if outcome == .openQuote {
                let first = number
                outcome = join(rest, &start, &number, from: end, &row, &key)
                if outcome == .complete { sink.totals.joinedRows += 1 }
                try take(outcome, row, line: first, into: &sink)
            } else if outcome == .complete || rest.line(to: end).contains(where: { !$0.isBlank }) {
                try take(outcome, row, line: number, into: &sink)
            }
        }
        return number - before
    }

    /// Hands one row, or why there is none, to a sink.
    @inline(__always)
    private func take<Sink: RowSink>(
        _ outcome: DelimitedLine.Outcome, _ row: borrowing RowValues, line: Int,
        into sink: inout Sink
    ) throws(Sink.Failure) {
        switch outcome {
        case .complete: try sink.take(row, line: line)
        case .openQuote: sink.drop(.unclosedQuote, line: line, rows: 1)
        case .faulty(let reason): sink.drop(reason, line: line, rows: 1)
        }
    }

    /// Takes a row apart together with the lines that its quoted fields go on in; where none closes
    /// them, the row is its first line.
    private func join(
        _ rest: Bytes, _ start: inout Int, _ number: inout Int, from first: Int,
        _ row: inout RowValues, _ key: inout Bytes
    ) -> DelimitedLine.Outcome {
        var (end, lines) = (first, 0)
        var outcome = DelimitedLine.Outcome.openQuote
        while outcome == .openQuote {
            // Only a piece with an odd number of quotes can close the field.
            var isClosing = false
            while !isClosing {
                guard end < rest.count, end < Self.longestQuotedRow else { return .openQuote }
                let more = Bytes(rebasing: rest[(end + 1)...])
                let length = more.firstNewline ?? more.count
                isClosing = !Bytes(rebasing: more[..<length]).occurrences(of: .quote).isMultiple(
                    of: 2)
                end += 1 + length
                lines += 1
            }
            // The line must not be taken for one that repeats its own beginning.
            key = Bytes(start: nil, count: 0)
            outcome = line.split(rest.line(to: end), into: &row, repeating: &key)
        }
        guard outcome == .complete else { return .openQuote }
        start += end - first
        number += lines
        return outcome
    }
}

extension Bytes {
    /// Returns the first line, whose end is known, without its line break.
    @inline(__always)
    fileprivate func line(to end: Int) -> Bytes {
        let hasReturn = end > 0 && self[end - 1] == .carriageReturn
        return Bytes(rebasing: self[..<(hasReturn ? end - 1 : end)])
    }
}
