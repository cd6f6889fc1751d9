// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How a log is written; found from the file's content, never from its name.
enum LogFormat: Equatable {
    /// A header line and a row per token, with one byte between the fields.
    case delimited(UInt8)
    /// A JSON object per line, for one token or for one response.
    case jsonLines

    /// Finds the format of a file.
    ///
    /// - Parameters:
    ///   - bytes: The start of the file, without a byte order mark.
    ///   - path: The file's name, for the error.
    /// - Returns: The format.
    /// - Throws: What the file is instead, and how to make a log of it.
    static func detect(_ bytes: Bytes, path: String) throws(LogError) -> LogFormat {
        let lines = bytes.split(separator: .newline).lazy
            .compactMap { trimmed(Bytes(rebasing: $0)) }
        guard let first = lines.first else {
            throw LogError(
                kind: .format, message: "\(visible(path)) is empty",
                hint: "a log has a row per token or a JSON object per response")
        }
        if first.first == UInt8(ascii: "{") { return .jsonLines }
        if isArrayStart(first) { throw oneArray(path) }
        if let delimiter = bestDelimiter(first) { return .delimited(delimiter) }
        // A trainer's own messages may stand before its first record.
        if lines.contains(where: { $0.first == UInt8(ascii: "{") }) { return .jsonLines }
        let candidates = delimiters.filter { first.contains($0) }
        return .delimited(candidates.first ?? .comma)
    }

    /// Returns whether a line opens an array of values, and is no message such as `[INFO] …`.
    private static func isArrayStart(_ line: Bytes) -> Bool {
        guard line.first == UInt8(ascii: "[") else { return false }
        guard let second = line.dropFirst().first(where: { !$0.isBlank }) else { return true }
        return "{[]\"".utf8.contains(second)
    }

    /// Returns what to say of a file that is one JSON array.
    private static func oneArray(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) is one JSON array, not JSON lines",
            line: 1, hint: "write one object per line: jq -c '.[]' FILE > log.jsonl")
    }

    /// What can stand between the fields of a row, in the order of preference.
    private static let delimiters: [UInt8] = [
        .comma, UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
    ]

    /// Returns the delimiter that gives a header line the most columns we know; nil below two.
    private static func bestDelimiter(_ line: Bytes) -> UInt8? {
        let scores = delimiters.map { delimiter in
            let names = Fields(line, delimiter: delimiter).texts
            return (
                delimiter, names.count { LogColumn.knownKeys.contains(LogColumn.matchingKey($0)) }
            )
        }
        let best = scores.max { $0.1 < $1.1 }
        return best.flatMap { $0.1 >= 2 ? $0.0 : nil }
    }

    /// The format's name, for people.
    var name: String {
        switch self {
        case .delimited(UInt8(ascii: "\t")): "TSV, a row per token"
        case .delimited(.comma): "CSV, a row per token"
        case .delimited(let delimiter):
            "CSV with \(Character(Unicode.Scalar(delimiter))), a row per token"
        case .jsonLines: "JSON lines"
        }
    }
}
