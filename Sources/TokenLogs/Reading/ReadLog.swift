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
///     usual names do not fit.
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
    let file: OpenFile
    do {
        file = try OpenFile(path, unpacks: true)
    } catch {
        throw LogError(error, path: path)
    }
    return try readLog(
        file, path: path, columns: overrides, isCancelled: isCancelled, onResponse: onResponse)
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
        let request = ReadRequest(path: path, overrides: overrides)
        guard let file = given.take() else { preconditionFailure("the file is given once") }
        var lines = LogLines(file, named: path, isCancelled: check)
        let format = try detectFormat(&lines, path)
        let result: ReadResult
        switch format {
        case .delimited(let delimiter):
            var reader = DelimitedReader(delimiter: delimiter)
            result = try reader.read(&lines, request, onResponse)
        case .jsonLines:
            var reader = JSONLinesReader()
            result = try reader.read(&lines, request, onResponse)
        }
        return result.report(
            path: path, format: format, bytes: lines.bytesRead, lines.isCut, lines.earlyEnd)
    }
}

/// The lines of a log.
typealias LogLines = LineReader<LogError>

extension LogLines {
    /// Lines of 32 MiB and more are skipped and counted.
    static let tooLong = 1 << 25

    /// Reads a file, a pipe or a device.
    fileprivate init(
        _ file: consuming OpenFile, named path: String, isCancelled: @escaping () -> Bool
    ) {
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
    let assembler: ResponseAssembler
    let remarks: [String]
    /// How rows and responses are laid out, after the format's name.
    var layout = ""

    /// Returns the report on a whole file.
    func report(
        path: String, format: LogFormat, bytes: Int, _ isCut: Bool, _ end: EarlyEnd?
    ) -> LogReport {
        LogReport(
            path: path, format: format.name + layout, mapping: mapping,
            rowsRead: assembler.rowsRead, rowsUsed: assembler.rowsUsed,
            dropped: assembler.tally.dropped, responses: assembler.responses, bytes: bytes,
            remarks: mapping.remarks + remarks + assembler.remarks
                + (isCut ? ["the file does not end with a line break; it may be cut"] : [])
                + (end?.remarks(after: bytes) ?? []))
    }
}

extension ResponseAssembler {
    /// What a reader of the numbers should know about the rows, one sentence each.
    var remarks: [String] {
        var remarks: [String] = []
        for (slot, count) in unreadable.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            remarks.append(
                "\(slot.name) could not be read in \(counted(count, "used row")) and is left out")
        }
        if pieces > 0 {
            remarks.append(
                "runs of more than \(Self.longestResponse) rows were taken for several responses")
        }
        if rowsUsed == 0 {
            remarks.append("no row could be used")
        } else if largestShift < 1e-6 {
            remarks.append(
                "on-policy: every ratio is 1 within 1e-6, so GRPO, ASPO and training without "
                    + "importance sampling give the same gradient here")
        }
        return remarks
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
