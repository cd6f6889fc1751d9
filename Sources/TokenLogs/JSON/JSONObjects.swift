// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Takes the tokens out of objects of JSON, one a line.
struct JSONObjects: BlockReader {
    /// What the keys mean so far.
    private(set) var columns: JSONColumns

    init(_ columns: JSONColumns) { self.columns = columns }

    var mapping: ColumnMapping { columns.mapping }

    /// None: a line break ends the object.
    var quotes: FieldQuotes? { nil }

    func read<Sink: RowSink>(
        _ bytes: Bytes, after before: Int, into sink: inout Sink
    ) throws(Sink.Failure) -> BlockEnd {
        var record = JSONRecord(columns.keys, readsTexts: Sink.readsTexts)
        var response = JSONResponse()
        var (start, number) = (0, before)
        while start < bytes.count {
            let rest = Bytes(rebasing: bytes[start...])
            let end = rest.firstNewline ?? rest.count
            let line = rest.line(to: end)
            if record.read(line, columns.keys) {
                if record.hasNewKeys, columns.mayGrow(with: line) {
                    return BlockEnd(lines: number - before, stop: start)
                }
                try take(&record, &response, number + 1, into: &sink)
            } else if line.contains(where: { !$0.isBlank }) {
                sink.drop(.notJSON, line: number + 1, rows: 1)
            }
            number += 1
            start += end + 1
        }
        return BlockEnd(lines: number - before)
    }

    mutating func grow(
        with line: Bytes, number: Int, _ notes: inout JSONNotes
    ) throws(LogError) {
        let masks = columns.keys.masks
        guard let names = JSONCursor.keys(line), try columns.grow(with: names, line: number)
        else { return }
        for slot in columns.keys.readSlots where columns.keys.masks & ~masks & slot.bit != 0 {
            notes.addFirst(slot)
        }
    }

    /// Takes the tokens of one object.
    private func take<Sink: RowSink>(
        _ record: inout JSONRecord, _ response: inout JSONResponse, _ line: Int,
        into sink: inout Sink
    ) throws(Sink.Failure) {
        sink.totals.objects.records += 1
        if record.holdsSeveral { sink.totals.objects.several += 1 }
        if !record.repeated.isEmpty { sink.totals.objects.add(repeated: record.repeated) }
        let absent = columns.keys.masks & ~record.filled
        if absent != 0 { sink.totals.objects.fill(absent, &record, columns.mapping) }
        guard record.arrays & columns.keys.aligned != 0 else {
            _ = try sink.take(record.row, line: line)
            return
        }
        sink.totals.objects.fillNull(&record, columns)
        try sink.endResponse()
        if let reason = response.fit(&record, columns.keys) {
            sink.drop(reason, line: line, rows: max(1, response.count))
            if reason == .unequalArrays {
                sink.totals.tally.describe(reason) { response.lengths(record, columns.mapping) }
            }
            return
        }
        sink.totals.objects.add(response)
        try take(&record, response, line, into: &sink)
        try sink.endResponse()
    }

    /// Takes the tokens of a response.
    private func take<Sink: RowSink>(
        _ record: inout JSONRecord, _ response: JSONResponse, _ line: Int, into sink: inout Sink
    ) throws(Sink.Failure) {
        let isOneKey = !response.perToken.contains { $0.slot.namesResponse }
        try response.perToken.withUnsafeBufferPointer { (columns) throws(Sink.Failure) in
            for index in 0..<response.count {
                record.select(columns, at: index)
                record.row.repeatsKey = isOneKey && index > 0
                _ = try sink.take(record.row, line: line)
            }
        }
        record.row.repeatsKey = false
    }
}
