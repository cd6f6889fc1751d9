// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A log of another shape, whose records are written as lines and read as a log's.
struct ShapedLog {
    let source: any RecordSource

    /// Whether a line is a row for a token, below a header; else it is a JSON object.
    let isTable: Bool
}

extension LogShape {
    /// Returns what writes the records of a log of this shape.
    ///
    /// - Parameters:
    ///   - lines: The file, of which nothing has been used.
    ///   - request: What is asked for.
    ///   - isCancelled: True stops the reading.
    /// - Returns: The writer, with what its lines are.
    /// - Throws: Why it cannot be read.
    func log(
        _ lines: consuming LogLines, _ request: ReadRequest, isCancelled: @escaping () -> Bool
    ) throws(LogError) -> ShapedLog {
        switch self {
        case .document:
            return ShapedLog(
                source: split(DocumentRecords(lines), request, isCancelled), isTable: false)
        case .severalPerLine:
            return ShapedLog(
                source: SplitRecords(lines, from: nil, request, isCancelled: isCancelled),
                isTable: false)
        case .listCells(let delimiter):
            let cells = ListCellRecords(lines, delimiter: delimiter)
            return ShapedLog(source: split(cells, request, isCancelled), isTable: false)
        case .arrays(let container):
            let arrays = try ArrayRecords(lines, request, container, isCancelled: isCancelled)
            return ShapedLog(source: arrays, isTable: arrays.areRows)
        }
    }

    private func split(
        _ source: any RecordSource, _ request: ReadRequest, _ isCancelled: @escaping () -> Bool
    ) -> SplitRecords {
        let records = LogLines(source, path: request.path, longest: LogLines.longestRecord - 1)
        return SplitRecords(records, from: source, request, isCancelled: isCancelled)
    }
}

extension LogError {
    /// Returns the error with what is known of the file beside it, where it is no log.
    func explained(by remarks: [String]) -> LogError {
        guard kind == .format, !remarks.isEmpty else { return self }
        let hints = remarks + (hint.map { [$0] } ?? [])
        return LogError(
            kind: kind, message: message, line: line, hint: hints.joined(separator: "; "))
    }
}
