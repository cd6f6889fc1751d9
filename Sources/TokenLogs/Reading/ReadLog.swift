// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

/// Reads a per-token log and delivers its tokens response by response.
///
/// The file is read once through a buffer of 128 KiB (more only while a single line is longer),
/// so it may be larger than memory, or a pipe; one that gzip or zstd packed is unpacked on the way.
/// Its format is found from its content: CSV or TSV
/// with a header and a row per token, JSON lines with an object per token, or JSON lines with an
/// object per response that holds arrays. Columns are found by their usual names
/// (``LogColumn/all``). A response is a run of rows with the same step, epoch, minibatch, prompt
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
        LogLines.open(path), path: path, columns: overrides, isCancelled: isCancelled, onResponse: onResponse)
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
            var lines = LogLines(file, named: path, isCancelled: check)
            return try readTokens(
                &lines, ReadRequest(path: path, overrides: overrides), take)
        }
    }
}

/// Reads a log with functions that may be kept.
private func readTokens(
    _ lines: inout LogLines, _ request: ReadRequest,
    _ onResponse: @escaping ResponseAssembler.Delivery
) throws(LogError) -> LogReport {
    var texts = try TokenTexts(request.overrides)
    let deliver = { (tokens: [LoggedToken]) throws(LogError) in
        try onResponse(texts.naming(tokens))
    }
    let format = try detectFormat(&lines, request.path)
    let result: ReadResult
    switch format {
    case .delimited(let delimiter):
        var rows = try DelimitedReader(delimiter: delimiter).rows(&lines, request)
        var sink = ResponseAssembler(mapping: rows.mapping, deliver)
        try lines.readBlocks(with: &rows, into: &sink)
        try sink.endResponse()
        result = try DelimitedReader.result(rows, sink.totals, request.path)
    case .jsonLines:
        var reader = JSONLinesReader()
        var objects = try reader.objects(&lines, request)
        var sink = ResponseAssembler(mapping: objects.mapping, deliver)
        reader.drop(into: &sink)
        try lines.readCurrent(with: &objects, into: &sink)
        try lines.readBlocks(with: &objects, into: &sink)
        try sink.endResponse()
        result = try JSONLinesReader.result(objects, sink.totals)
    }
    return result.report(request.path, format, lines, texts.remarks(result.mapping))
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
func detectFormat(
    _ lines: inout LogLines, _ path: String
) throws(LogError) -> LogFormat {
    let prefix = try lines.prefix()
    if prefix.isEmpty, let end = lines.earlyEnd { throw LogError(end, path: path) }
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
    let remarks: [String]
    /// How rows and responses are laid out, after the format's name.
    var layout = ""

    /// Returns the report on a whole file.
    ///
    /// - Parameters:
    ///   - path: What messages call the file.
    ///   - format: Its format.
    ///   - lines: Its lines, all of which have been read.
    ///   - more: What else there is to say.
    func report(
        _ path: String, _ format: LogFormat, _ lines: borrowing LogLines, _ more: [String]
    ) -> LogReport {
        let cut =
            lines.isCut ? ["the file does not end with a line break; it may be cut"] : []
        return LogReport(
            path: path, format: format.name + layout, mapping: mapping,
            rowsRead: totals.rowsRead, rowsUsed: totals.rowsUsed,
            dropped: totals.tally.dropped, responses: totals.responses,
            bytes: lines.bytesRead,
            remarks: mapping.remarks + remarks + totals.remarks(mapping) + more + cut
                + (lines.earlyEnd?.remarks(after: lines.bytesRead) ?? []))
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
