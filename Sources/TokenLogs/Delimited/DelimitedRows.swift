// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Takes the rows out of lines that are all there.
struct DelimitedRows: BlockReader {
    /// The longest row whose quoted fields hold line breaks: 256 KiB.
    ///
    /// A quote that is never closed would otherwise swallow the rest of the file.
    static let longestQuotedRow = 1 << 18

    let mapping: ColumnMapping
    private let delimiter: UInt8
    private let line: DelimitedLine

    /// Makes a reader of rows.
    ///
    /// - Parameters:
    ///   - delimiter: What stands between two fields.
    ///   - columnCount: The fields of the header.
    ///   - mapping: Which of them are read.
    ///   - values: The columns whose values are asked for; nil for all.
    init(delimiter: UInt8, columnCount: Int, mapping: ColumnMapping, values: Set<Slot>?) {
        (self.delimiter, self.mapping) = (delimiter, mapping)
        line = DelimitedLine(
            delimiter: delimiter, columnCount: columnCount, mapping: mapping, values: values)
    }

    var quotes: FieldQuotes? {
        FieldQuotes(delimiter: delimiter, longestRow: Self.longestQuotedRow)
    }

    /// Does nothing: the header says all.
    func grow(with line: Bytes, number: Int, _ notes: inout JSONNotes) {}

    func read<Sink: RowSink>(
        _ bytes: Bytes, after before: Int, into sink: inout Sink
    ) throws(Sink.Failure) -> BlockEnd {
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
                _ = try take(outcome, row, line: first, into: &sink)
            } else if outcome == .complete || rest.line(to: end).contains(where: { !$0.isBlank }) {
                let reason = try take(outcome, row, line: number, into: &sink)
                if case .notANumber(let slot) = reason {
                    sink.totals.tally.describe(.notANumber(slot)) {
                        sample(rest.line(to: end), slot)
                    }
                }
            }
        }
        return BlockEnd(lines: number - before)
    }

    /// Hands one row, or why there is none, to a sink; returns why the row is not used.
    @inline(__always)
    private func take<Sink: RowSink>(
        _ outcome: DelimitedLine.Outcome, _ row: borrowing RowValues, line: Int,
        into sink: inout Sink
    ) throws(Sink.Failure) -> DropReason? {
        switch outcome {
        case .complete: return try sink.take(row, line: line)
        case .openQuote: sink.drop(.unclosedQuote, line: line, rows: 1)
        case .faulty(let reason): sink.drop(reason, line: line, rows: 1)
        }
        return nil
    }

    /// Returns what stands in a field that is no number; safe to print.
    private func sample(_ line: Bytes, _ slot: Slot) -> String? {
        let fields = Fields(line, delimiter: delimiter).texts
        guard let entry = mapping.entries.first(where: { $0.slot == slot }),
            entry.index < fields.count
        else { return nil }
        let text = fields[entry.index]
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isDecimal =
            parts.count == 2 && Double(parts[0]) != nil && parts[1].allSatisfy(\.isNumber)
        return "\(printable(text)) at first"
            + (isDecimal ? " (numbers use a dot: \(parts[0]).\(parts[1]))" : "")
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
