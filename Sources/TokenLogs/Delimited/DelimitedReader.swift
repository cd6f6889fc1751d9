// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads the header of a log that has a row per token below it.
struct DelimitedReader {
    let delimiter: UInt8

    /// Reads the header, and returns how the rows below it are read.
    ///
    /// - Parameters:
    ///   - lines: The file from its beginning.
    ///   - request: What is asked for.
    ///   - values: The columns whose values are asked for; nil for all.
    /// - Returns: The reader of the rows.
    /// - Throws: Where there is no header, or it lacks a column.
    func rows(
        _ lines: inout LogLines, _ request: ReadRequest, values: Set<Slot>? = nil
    ) throws(LogError) -> DelimitedRows {
        let names = try header(&lines, request.path)
        let mapping = try ColumnMatcher.match(names, overrides: request.overrides)
        return DelimitedRows(
            delimiter: delimiter, columnCount: names.count, mapping: mapping, values: values)
    }

    /// Returns what was found in all rows.
    static func result(
        _ rows: DelimitedRows, _ totals: RowTotals, _ path: String
    ) throws(LogError) -> ReadResult {
        guard totals.rowsRead > 0 else { throw noRows(path) }
        return ReadResult(
            mapping: rows.mapping, totals: totals, remarks: rows.mapping.ungroupedRemarks)
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
    private static func noRows(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) has a header and no rows", line: 1,
            hint: "write a row per token below the header")
    }
}
