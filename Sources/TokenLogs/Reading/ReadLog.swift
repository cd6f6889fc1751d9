// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a per-token log and delivers its tokens response by response.
///
/// The file is read once through a buffer of 128 KiB (more only while a single line is longer),
/// so it may be larger than memory, or a pipe. Its format is found from its content: CSV or TSV
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
    try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> LogReport in
        let request = ReadRequest(path: path, overrides: overrides)
        var texts = try TokenTexts(overrides)
        func deliver(_ tokens: [LoggedToken]) throws(LogError) {
            try onResponse(texts.naming(tokens))
        }
        var lines = try LogLines(path, isCancelled: check)
        do throws(LogError) {
            let format = try detectFormat(&lines, request)
            let result: ReadResult
            switch format {
            case .delimited(let delimiter):
                var reader = DelimitedReader(delimiter: delimiter)
                result = try reader.read(&lines, request, deliver)
            case .jsonLines:
                var reader = JSONLinesReader()
                result = try reader.read(&lines, request, deliver)
            case .shaped(let shape):
                let shaped = try shape.read(lines, request, isCancelled: check, deliver)
                return shaped.result.report(
                    path: path, format: format, bytes: shaped.bytes, shaped.isCut,
                    texts.remarks(shaped.result.mapping))
            }
            return result.report(
                path: path, format: format, bytes: lines.bytesRead, lines.isCut,
                texts.remarks(result.mapping))
        } catch {
            throw UnreadableLog.explaining(error, path: path)
        }
    }
}

/// The lines of a log.
typealias LogLines = LineReader<LogError>

extension LogLines {
    /// Lines of 32 MiB and more are skipped and counted.
    static let tooLong = 1 << 25

    /// Opens a file, a pipe or a device.
    init(_ path: String, isCancelled: @escaping () -> Bool) throws(LogError) {
        let file: OpenFile
        do { file = try OpenFile(path) } catch { throw LogError(error, path: path) }
        self.init(file, longest: Self.tooLong - 1, isCancelled: isCancelled) {
            LogError($0, path: path, line: $1)
        }
    }
}

/// Returns the format of the file.
private func detectFormat(
    _ lines: inout LogLines, _ request: ReadRequest
) throws(LogError) -> LogFormat {
    let prefix = try lines.prefix()
    if let container = ArrayContainer(prefix) { return .shaped(.arrays(container)) }
    try BinarySignature.refuse(prefix, path: request.path)
    guard prefix.starts(with: byteOrderMark) else {
        return try .detect(prefix, path: request.path)
    }
    return try .detect(
        Bytes(rebasing: prefix.dropFirst(byteOrderMark.count)), path: request.path)
}

/// What a reader is asked to do.
struct ReadRequest {
    let path: String
    let overrides: [String: String]
}

/// What a reader has found.
struct ReadResult {
    let mapping: ColumnMapping
    let assembler: ResponseAssembler
    var remarks: [String]
    /// How rows and responses are laid out, after the format's name.
    var layout = ""

    /// Returns the report on a whole file.
    func report(
        path: String, format: LogFormat, bytes: Int, _ isCut: Bool, _ more: [String]
    ) -> LogReport {
        LogReport(
            path: path, format: format.name + layout, mapping: mapping,
            rowsRead: assembler.rowsRead, rowsUsed: assembler.rowsUsed,
            dropped: assembler.tally.dropped, responses: assembler.responses, bytes: bytes,
            remarks: mapping.remarks + remarks + assembler.remarks(mapping)
                + more + (isCut ? ["the file does not end with a line break; it may be cut"] : []))
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
