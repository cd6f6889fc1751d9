// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a log that has a header line and a row per token.
struct DelimitedReader {
    let delimiter: UInt8

    /// How fields are quoted.
    var quotes: FieldQuotes {
        FieldQuotes(delimiter: delimiter, longestRow: DelimitedRows.longestQuotedRow)
    }

    /// Reads the rest of a file.
    func read(
        _ lines: inout LogLines, _ request: ReadRequest,
        _ deliver: @escaping ResponseAssembler.Delivery
    ) throws(LogError) -> ReadResult {
        let (mapping, rows) = try plan(&lines, request)
        var assembler = ResponseAssembler(mapping: mapping, deliver)
        try lines.readBlocks(quotes: quotes, into: &assembler) {
            (bytes, before, sink: inout ResponseAssembler) throws(LogError) in
            try rows.read(bytes, after: before, into: &sink)
        }
        try assembler.endResponse()
        guard assembler.totals.rowsRead > 0 else { throw Self.noRows(request.path) }
        return ReadResult(
            mapping: mapping, totals: assembler.totals, remarks: mapping.ungroupedRemarks)
    }

    /// Reads the header, and returns how the rows below it are read.
    ///
    /// - Parameter values: The columns whose values are asked for; nil for all.
    func plan(
        _ lines: inout LogLines, _ request: ReadRequest, values: Set<Slot>? = nil
    ) throws(LogError) -> (ColumnMapping, DelimitedRows) {
        let names = try header(&lines, request.path)
        let mapping = try ColumnMatcher.match(names, overrides: request.overrides)
        let line = DelimitedLine(
            delimiter: delimiter, columnCount: names.count, mapping: mapping, values: values)
        return (mapping, DelimitedRows(line))
    }

    /// Returns the names in the first line that is not blank.
    private func header(_ lines: inout LogLines, _ path: String) throws(LogError) -> [String] {
        while try lines.next() == .line {
            if trimmed(lines.line) != nil {
                return Fields(lines.line, delimiter: delimiter).texts
            }
        }
        throw Self.noRows(path)
    }

    /// Returns what to say of a file that has nothing below its header.
    static func noRows(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) has a header and no rows", line: 1,
            hint: "write a row per token below the header")
    }
}
