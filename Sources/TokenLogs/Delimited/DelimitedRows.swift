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
        var place = Place(number: before)
        var row = RowValues()
        var index = FieldIndex(delimiter: delimiter)
        guard let base = bytes.baseAddress else { return BlockEnd(lines: 0) }
        let indexed = DelimitedLine.Indexed(
            base: base, powers: index.powers, readsFour: index.readsFour)
        var ahead = RowsAhead()
        while place.start < bytes.count {
            if index.isExhausted { index.extend(bytes, from: place.start) }
            if ahead.isEmpty { line.read(ahead: &ahead, index, bytes, at: place.start) }
            guard
                let found = index.row(bytes, at: place.start, columns: line.columnCount)
            else {
                try readOther(bytes, &place, &row, into: &sink)
                index.skip(to: place.start)
                continue
            }
            place.number += 1
            line.split(found, of: indexed, ahead.next(), into: &row, repeating: &place.before)
            if let reason = try sink.take(row, line: place.number) {
                describe(reason, bytes[place.start..<found.end], in: &sink)
            }
            place.start = found.end + 1
        }
        return BlockEnd(lines: place.number - before)
    }

    /// How far the reading of lines has come.
    private struct Place {
        /// Where the next row starts.
        var start = 0
        /// The number of the line before it.
        var number: Int
        /// What the row before has that may be repeated.
        var before = DelimitedLine.Repeated()
    }

    /// Hands a row to a sink that has quotes, or is not as it should be, or is near the end of all bytes.
    @inline(never)
    private func readOther<Sink: RowSink>(
        _ bytes: Bytes, _ place: inout Place, _ row: inout RowValues, into sink: inout Sink
    ) throws(Sink.Failure) {
        place.number += 1
        let rest = Bytes(rebasing: bytes[place.start...])
        let end = rest.firstNewline ?? rest.count
        var outcome = line.split(rest.line(to: end), into: &row, repeating: &place.before)
        place.start += end + 1
        if outcome == .openQuote {
            let first = place.number
            outcome = join(rest, &place, from: end, &row)
            if outcome == .complete { sink.totals.joinedRows += 1 }
            _ = try take(outcome, row, line: first, into: &sink)
        } else if outcome == .complete || rest.line(to: end).contains(where: { !$0.isBlank }) {
            if let reason = try take(outcome, row, line: place.number, into: &sink) {
                describe(reason, bytes[place.start - end - 1..<place.start - 1], in: &sink)
            }
        }
    }

    /// Says what stands in a field that is no number.
    @inline(never)
    private func describe<Sink: RowSink>(
        _ reason: DropReason, _ row: Slice<Bytes>, in sink: inout Sink
    ) {
        guard case .notANumber(let slot) = reason else { return }
        sink.totals.tally.describe(reason) {
            let row = Bytes(rebasing: row)
            return sample(row.line(to: row.count), slot)
        }
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
        _ rest: Bytes, _ place: inout Place, from first: Int, _ row: inout RowValues
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
            place.before = DelimitedLine.Repeated()
            outcome = line.split(rest.line(to: end), into: &row, repeating: &place.before)
        }
        guard outcome == .complete else { return .openQuote }
        place.start += end - first
        place.number += lines
        return outcome
    }
}
