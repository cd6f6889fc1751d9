// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What reading a log of another shape came to.
struct ShapedResult {
    private(set) var result: ReadResult

    /// The bytes read of the file.
    let bytes: Int

    /// Whether the file ends before it should.
    let isCut: Bool

    /// Puts what is said of the shape before what is said of the rows.
    init(_ result: ReadResult, from source: any RecordSource) {
        self.result = result
        self.result.remarks = source.remarks + result.remarks
        bytes = source.bytesRead
        isCut = source.isCut
    }
}

extension LogShape {
    /// Reads a log of this shape: its records are written as lines, and the lines read as a log's.
    ///
    /// - Parameters:
    ///   - lines: The file, of which nothing has been used.
    ///   - request: What is asked for.
    ///   - isCancelled: True stops the reading.
    ///   - deliver: Takes each response.
    /// - Returns: How the file was understood, and what was left out.
    /// - Throws: Why it cannot be read, or what `deliver` throws.
    func read(
        _ lines: consuming LogLines, _ request: ReadRequest, isCancelled: @escaping () -> Bool,
        _ deliver: ResponseAssembler.Delivery
    ) throws(LogError) -> ShapedResult {
        let source: any RecordSource
        switch self {
        case .document:
            source = split(DocumentRecords(lines), request, isCancelled)
        case .severalPerLine:
            source = SplitRecords(lines, from: nil, request, isCancelled: isCancelled)
        case .listCells(let delimiter):
            source = split(ListCellRecords(lines, delimiter: delimiter), request, isCancelled)
        case .arrays(let container):
            let arrays = try ArrayRecords(lines, request, container, isCancelled: isCancelled)
            if arrays.areRows { return try rows(of: arrays, request, deliver) }
            source = arrays
        }
        var records = LogLines(source, path: request.path)
        var reader = JSONLinesReader()
        let result: ReadResult
        do {
            result = try reader.read(&records, request, deliver)
        } catch {
            throw error.explained(by: source.remarks)
        }
        return ShapedResult(result, from: source)
    }

    /// Reads arrays that have a value for each token.
    private func rows(
        of arrays: ArrayRecords, _ request: ReadRequest, _ deliver: ResponseAssembler.Delivery
    ) throws(LogError) -> ShapedResult {
        var records = LogLines(arrays, path: request.path)
        var reader = DelimitedReader(delimiter: .comma)
        var result = try reader.read(&records, request, deliver)
        result.layout = ", a row per token"
        return ShapedResult(result, from: arrays)
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
    fileprivate func explained(by remarks: [String]) -> LogError {
        guard kind == .format, !remarks.isEmpty else { return self }
        let hints = remarks + (hint.map { [$0] } ?? [])
        return LogError(
            kind: kind, message: message, line: line, hint: hints.joined(separator: "; "))
    }
}
