// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

/// Reads a per-token log and delivers its tokens response by response.
///
/// The file is read once through a buffer of 128 KiB (more only while a single line is longer),
/// so it may be larger than memory, or a pipe; one that gzip or zstd packed is unpacked on the way.
/// Its format is found from its content: CSV or TSV
/// with a header and a row per token, JSON lines with an object per token, or JSON lines with an
/// object per response that holds arrays. Other shapes become such lines as they are read: JSON
/// documents, batches, tables column by column, packed sequences, lists in the cells of CSV, and the
/// arrays of npz and safetensors, for which the file must be a regular one. Columns are found by
/// their usual names (``LogColumn/all``). A response is a run of rows with the same step, epoch, minibatch, prompt
/// and response, and rising positions.
///
/// Rows that cannot be used (missing or non-finite numbers, broken lines) are counted by reason
/// and are never fatal.
///
/// - Parameters:
///   - path: The file; it is used as a path as it stands.
///   - overrides: The file's column names by our names (`["logp_old": "rollout_lp"]`), where the
///     usual names do not fit; `keep` for suspect numbers that are read (``SuspectNumber``), and
///     `vocabulary` for a file with the texts of token numbers (``Vocabulary``).
///   - isCancelled: Asked before each block of 128 KiB is read; true stops the reading.
///   - onResponse: Takes the used tokens of one response, never none. What it throws ends the
///     reading and is thrown on.
/// - Returns: How the file was understood, and what was left out.
/// - Throws: ``LogError`` where the file cannot be read, is no such log, lacks a required column,
///   or the reading was stopped.
public func readLog(
    path: String, columns overrides: [String: String] = [:], isCancelled: () -> Bool = { false },
    onResponse: ([LoggedToken]) throws(LogError) -> Void
) throws(LogError) -> LogReport {
    try readLog(
        LogLines.open(path), path: path, columns: overrides, isCancelled: isCancelled,
        onResponse: onResponse)
}

/// Reads a per-token log from a file that is open and unpacks what it reads; messages call it by
/// `path`.
///
/// The rest is as with ``readLog(path:columns:isCancelled:onResponse:)``.
package func readLog(
    _ file: consuming OpenFile, path: String, columns overrides: [String: String] = [:],
    isCancelled: () -> Bool = { false }, onResponse: ([LoggedToken]) throws(LogError) -> Void
) throws(LogError) -> LogReport {
    var given: OpenFile? = consume file
    return try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> LogReport in
        try withoutActuallyEscaping(onResponse) { (take) throws(LogError) -> LogReport in
            guard let file = given.take() else { preconditionFailure("the file is given once") }
            var texts = try TokenTexts(overrides)
            let deliver = { (tokens: [LoggedToken]) throws(LogError) in
                try take(texts.naming(tokens))
            }
            let report = try read(
                LogLines(file, named: path, isCancelled: check),
                ReadRequest(path: path, overrides: overrides), isCancelled: check
            ) { (lines, request, format) throws(LogError) in
                try readTokens(&lines, request, format, deliver)
            }
            return report.adding(texts.remarks(report.mapping))
        }
    }
}

/// Reads lines of a format that a reader of lines reads.
typealias LineReading =
    (inout LogLines, ReadRequest, LogFormat) throws(LogError) -> ReadResult

/// Finds the format of a file and has its lines read, or those that another shape becomes.
func read(
    _ lines: consuming LogLines, _ request: ReadRequest,
    isCancelled: @escaping () -> Bool, _ reader: LineReading
) throws(LogError) -> LogReport {
    var lines = consume lines
    let head = Array(try lines.prefix().prefix(UnreadableLog.mostBytes))
    do throws(LogError) {
        let format = RecordsChoice.format(try detectFormat(&lines, request.path), request)
        guard case .shaped(let shape) = format else {
            var result = try reader(&lines, request, format)
            result.remarks += RecordsChoice.remarks(result.totals, request)
            return result.report(request.path, format, lines)
        }
        let log = try shape.log(lines, request, isCancelled: isCancelled)
        return try read(log, request, format, reader)
    } catch {
        throw UnreadableLog.explaining(error, head, path: request.path)
    }
}

/// Reads the lines that a log of another shape becomes.
private func read(
    _ log: ShapedLog, _ request: ReadRequest, _ format: LogFormat, _ reader: LineReading
) throws(LogError) -> LogReport {
    var lines = LogLines(log.source, path: request.path)
    var result: ReadResult
    do throws(LogError) {
        result = try reader(&lines, request, log.isTable ? .delimited(.comma) : .jsonLines)
    } catch {
        throw error.explained(by: log.source.remarks)
    }
    if log.isTable { result.layout = ", a row per token" }
    result.remarks = log.source.remarks + result.remarks
    return result.report(
        request.path, format, bytes: log.source.bytesRead, isCut: log.source.isCut, nil)
}

/// Reads lines to tokens.
private func readTokens(
    _ lines: inout LogLines, _ request: ReadRequest, _ format: LogFormat,
    _ deliver: @escaping ResponseAssembler.Delivery
) throws(LogError) -> ReadResult {
    guard case .delimited(let delimiter) = format else {
        var reader = JSONLinesReader()
        var objects = try reader.objects(&lines, request)
        var sink = ResponseAssembler(mapping: objects.mapping, deliver)
        reader.drop(into: &sink)
        try lines.readCurrent(with: &objects, into: &sink)
        try lines.readBlocks(with: &objects, into: &sink)
        try sink.endResponse()
        return try JSONLinesReader.result(objects, sink.totals)
    }
    var rows = try DelimitedReader(delimiter: delimiter).rows(&lines, request)
    var sink = ResponseAssembler(mapping: rows.mapping, deliver)
    try lines.readBlocks(with: &rows, into: &sink)
    try sink.endResponse()
    return try DelimitedReader.result(rows, sink.totals, request.path)
}

/// The lines of a log.
typealias LogLines = LineReader<LogError>

extension LogLines {
    /// Lines of 32 MiB and more are skipped and counted.
    static let tooLong = 1 << 25

    /// Opens a file, which is unpacked as it is read.
    static func open(_ path: String) throws(LogError) -> OpenFile {
        do {
            return try OpenFile(path, unpacks: true)
        } catch {
            throw LogError(error, path: path)
        }
    }

    /// Reads a file, a pipe or a device.
    init(_ file: consuming OpenFile, named path: String, isCancelled: @escaping () -> Bool) {
        self.init(file, longest: Self.tooLong - 1, isCancelled: isCancelled) {
            LogError($0, path: path, line: $1)
        }
    }
}

/// Returns the format of the file.
private func detectFormat(
    _ lines: inout LogLines, _ path: String
) throws(LogError) -> LogFormat {
    let prefix = try lines.prefix()
    if prefix.isEmpty, let end = lines.earlyEnd { throw LogError(end, path: path) }
    if let container = ArrayContainer(prefix) { return .shaped(.arrays(container)) }
    try BinarySignature.refuse(prefix, path: path)
    guard prefix.starts(with: byteOrderMark) else { return try .detect(prefix, path: path) }
    return try .detect(Bytes(rebasing: prefix.dropFirst(byteOrderMark.count)), path: path)
}

/// What a reader is asked to do.
struct ReadRequest {
    let path: String
    let overrides: [String: String]
}

/// What a reader has found.
struct ReadResult {
    let mapping: ColumnMapping
    let totals: RowTotals
    var remarks: [String]
    /// How rows and responses are laid out, after the format's name.
    var layout = ""

    /// Returns the report on a file whose lines have all been read.
    func report(
        _ path: String, _ format: LogFormat, _ lines: borrowing LogLines
    ) -> LogReport {
        report(path, format, bytes: lines.bytesRead, isCut: lines.isCut, lines.earlyEnd)
    }

    /// Returns the report on a whole file.
    func report(
        _ path: String, _ format: LogFormat, bytes: Int, isCut: Bool, _ end: EarlyEnd?
    ) -> LogReport {
        let cut = isCut ? ["the file does not end with a line break; it may be cut"] : []
        return LogReport(
            path: path, format: format.name + layout, mapping: mapping,
            rowsRead: totals.rowsRead, rowsUsed: totals.rowsUsed,
            dropped: totals.tally.dropped, responses: totals.responses, bytes: bytes,
            remarks: mapping.remarks + remarks + totals.remarks(mapping) + cut
                + (end?.remarks(after: bytes) ?? []))
    }
}

extension LogReport {
    /// Returns the same with more to say.
    func adding(_ others: [String]) -> LogReport {
        guard !others.isEmpty else { return self }
        return LogReport(
            path: path, format: format, mapping: mapping, rowsRead: rowsRead,
            rowsUsed: rowsUsed, dropped: dropped, responses: responses, bytes: bytes,
            remarks: remarks + others)
    }
}

extension ColumnMapping {
    /// What to say where rows do not tell which response they belong to.
    var ungroupedRemarks: [String] {
        guard !reads(.responseID), !reads(.position) else { return [] }
        return [
            "neither response_id nor position is there: neighbouring rows count as one response"
        ]
    }
}
