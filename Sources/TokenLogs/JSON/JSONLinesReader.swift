// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a log of JSON objects, one a line, for one token or for one response each.
struct JSONLinesReader {
    /// The most objects without a log's columns before the first one with them.
    static let mostForeignObjects = 1_000

    var foreign: [(reason: DropReason, line: Int)] = []
    private var hasArrays = false
    private var response = JSONResponse()
    private var notes = JSONNotes()

    /// Reads the rest of a file.
    mutating func read(
        _ lines: inout LogLines, _ request: ReadRequest, _ deliver: ResponseAssembler.Delivery
    ) throws(LogError) -> ReadResult {
        var columns = try findColumns(&lines, request)
        var assembler = ResponseAssembler(mapping: columns.mapping)
        for line in foreign { assembler.drop(line.reason, line: line.line) }
        var record = JSONRecord()
        var result = LineResult.line
        while result != .end {
            if result == .tooLong {
                assembler.drop(.lineTooLong, line: lines.lineNumber)
            } else if record.read(lines.line, columns.keys) {
                if record.hasNewKeys { try grow(&columns, &assembler, &record, lines) }
                try take(&record, columns, lines.lineNumber, &assembler, deliver)
            } else if trimmed(lines.line) != nil {
                assembler.drop(.notJSON, line: lines.lineNumber)
            }
            result = try lines.next()
        }
        try assembler.finish(deliver)
        try columns.demandAll()
        let form = hasArrays ? ", arrays per response" : ", a row per token"
        let mapping = columns.mapping
        return ReadResult(
            mapping: mapping, assembler: assembler,
            remarks: notes.remarks(columns, record)
                + (hasArrays ? [] : mapping.ungroupedRemarks), layout: form)
    }

    /// Takes up keys that come first in this line, and reads it anew where they mean something.
    private mutating func grow(
        _ columns: inout JSONColumns, _ assembler: inout ResponseAssembler,
        _ record: inout JSONRecord, _ lines: borrowing LogLines
    ) throws(LogError) {
        let masks = columns.keys.masks
        guard let names = JSONCursor.keys(lines.line),
            try columns.grow(with: names, line: lines.lineNumber)
        else { return }
        for slot in columns.keys.readSlots where columns.keys.masks & ~masks & slot.bit != 0 {
            notes.addFirst(slot)
        }
        assembler.update(columns.mapping)
        _ = record.read(lines.line, columns.keys)
    }

    /// Takes the tokens of one object.
    private mutating func take(
        _ record: inout JSONRecord, _ columns: JSONColumns, _ line: Int,
        _ assembler: inout ResponseAssembler, _ deliver: ResponseAssembler.Delivery
    ) throws(LogError) {
        notes.records += 1
        let absent = columns.keys.masks & ~record.filled
        if absent != 0 { notes.fill(absent, &record, columns.mapping) }
        let slots = columns.keys.readSlots
        guard slots.contains(where: { $0.isAligned && record.array($0) != nil }) else {
            try assembler.take(record.row, line: line, deliver)
            return
        }
        hasArrays = true
        notes.fillNull(&record, columns)
        try assembler.finish(deliver)
        if let reason = response.fit(&record, columns.keys) {
            assembler.drop(reason, line: line, rows: max(1, response.count))
            if reason == .unequalArrays {
                assembler.tally.describe(reason) {
                    response.lengths(record, columns.mapping)
                }
            }
            return
        }
        notes.add(response)
        for index in 0..<response.count {
            for (slot, span) in response.perToken { record.select(slot, span, at: index) }
            try assembler.take(record.row, line: line, deliver)
        }
        try assembler.finish(deliver)
    }
}
