// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension JSONLinesReader {
    /// Moves to the first object that has a log's columns.
    ///
    /// - Throws: Why the most promising object, the one with the most keys, is no log's.
    mutating func findColumns(
        _ lines: inout LogLines, _ request: ReadRequest
    ) throws(LogError) -> JSONColumns {
        var trouble: (error: LogError, keys: Int)?
        while foreign.count < Self.mostForeignObjects {
            let result = try lines.next()
            if result == .end { break }
            guard result == .line, let found = JSONCursor.keys(lines.line) else {
                noteForeign(result, lines.line, lines.lineNumber)
                continue
            }
            let names = unique(found)
            switch try outcome(names, request, lines.lineNumber) {
            case .mapping(let mapping):
                return JSONColumns(names, mapping, overrides: request.overrides)
            case .lacking(let error):
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

    /// Returns what the keys of an object mean; an error names the line.
    private func outcome(
        _ names: [String], _ request: ReadRequest, _ line: Int
    ) throws(LogError) -> ColumnMatcher.Outcome {
        do throws(LogError) {
            return try ColumnMatcher.find(names, overrides: request.overrides, mayGrow: true)
        } catch {
            throw error.on(line)
        }
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
    func on(_ line: Int) -> LogError {
        LogError(kind: kind, message: message, line: line, hint: hint)
    }
}
