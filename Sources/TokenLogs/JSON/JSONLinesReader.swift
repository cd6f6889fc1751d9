// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a log of JSON objects, one a line, for one token or for one response each.
struct JSONLinesReader {
    /// The most objects without a log's columns before the first one with them.
    static let mostForeignObjects = 1_000

    private var foreign: [(reason: DropReason, line: Int)] = []
    private var leftOut: [Slot: Int] = [:]
    private var hasArrays = false
    private var response = JSONResponse()

    /// Reads the rest of a file.
    mutating func read(
        _ lines: inout LogLines, _ request: ReadRequest,
        _ deliver: @escaping ResponseAssembler.Delivery
    ) throws(LogError) -> ReadResult {
        let (names, mapping) = try findMapping(&lines, request)
        let keys = JSONKeys(names, mapping: mapping)
        let slots = mapping.entries.map(\.slot)
        var assembler = ResponseAssembler(mapping: mapping, deliver)
        for line in foreign { assembler.drop(line.reason, line: line.line, rows: 1) }
        var record = JSONRecord()
        var result = LineResult.line
        while result != .end {
            if result == .tooLong {
                assembler.drop(.lineTooLong, line: lines.lineNumber, rows: 1)
            } else if record.read(lines.line, keys) {
                try take(&record, slots, lines.lineNumber, &assembler)
            } else if trimmed(lines.line) != nil {
                assembler.drop(.notJSON, line: lines.lineNumber, rows: 1)
            }
            result = try lines.next()
        }
        try assembler.endResponse()
        let form = hasArrays ? ", arrays per response" : ", a row per token"
        return ReadResult(
            mapping: mapping, totals: assembler.totals,
            remarks: remarks + (hasArrays ? [] : mapping.ungroupedRemarks), layout: form)
    }

    /// Takes the tokens of one object.
    private mutating func take(
        _ record: inout JSONRecord, _ slots: [Slot], _ line: Int,
        _ assembler: inout ResponseAssembler
    ) throws(LogError) {
        guard slots.contains(where: { $0.isAligned && record.array($0) != nil }) else {
            try assembler.take(record.row, line: line)
            return
        }
        hasArrays = true
        try assembler.endResponse()
        if let reason = response.fit(&record, slots) {
            assembler.drop(reason, line: line, rows: max(1, response.count))
            return
        }
        for slot in response.leftOut { leftOut[slot, default: 0] += 1 }
        for index in 0..<response.count {
            for (slot, span) in response.perToken { record.select(slot, span, at: index) }
            try assembler.take(record.row, line: line)
        }
        try assembler.endResponse()
    }

    private var remarks: [String] {
        leftOut.sorted { $0.key.rawValue < $1.key.rawValue }.map { slot, count in
            "\(slot.name) has another length than the log-probabilities in "
                + "\(counted(count, "response")) and is left out there"
        }
    }
}

// MARK: - The columns

extension JSONLinesReader {
    /// Moves to the first object that has a log's columns, and returns its keys and their meaning.
    ///
    /// - Throws: Why the most promising object, the one with the most keys, is no log's.
    private mutating func findMapping(
        _ lines: inout LogLines, _ request: ReadRequest
    ) throws(LogError) -> ([String], ColumnMapping) {
        var trouble: (error: LogError, keys: Int)?
        while foreign.count < Self.mostForeignObjects {
            let result = try lines.next()
            if result == .end { break }
            guard result == .line, let names = JSONCursor.keys(lines.line) else {
                noteForeign(result, lines.line, lines.lineNumber)
                continue
            }
            do throws(LogError) {
                return (names, try ColumnMatcher.match(names, overrides: request.overrides))
            } catch {
                if names.count > trouble?.keys ?? -1 {
                    trouble = (error.on(lines.lineNumber), names.count)
                }
                foreign.append((.noColumns, lines.lineNumber))
            }
        }
        throw trouble?.error
            ?? LogError(
                kind: .format,
                message: "\(visible(request.path)) has no line that is a JSON object",
                hint: "write one object per line: jq -c . FILE > log.jsonl")
    }

    /// Notes a line before the first record, unless it is blank.
    private mutating func noteForeign(_ result: LineResult, _ line: Bytes, _ number: Int) {
        if result == .tooLong {
            foreign.append((.lineTooLong, number))
        } else if trimmed(line) != nil {
            foreign.append((.notJSON, number))
        }
    }
}

extension LogError {
    /// Returns the error with the line where it was found.
    fileprivate func on(_ line: Int) -> LogError {
        LogError(kind: kind, message: message, line: line, hint: hint)
    }
}
