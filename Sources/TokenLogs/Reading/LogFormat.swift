// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How a log is written; found from the file's content, never from its name.
enum LogFormat: Equatable {
    /// A header line and a row per token, with one byte between the fields.
    case delimited(UInt8)
    /// A JSON object per line, for one token or for one response.
    case jsonLines
    /// Neither; it becomes lines while it is read.
    case shaped(LogShape)

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
        if first.first == UInt8(ascii: "{") {
            return LogShape.ofJSON(bytes).map(LogFormat.shaped) ?? .jsonLines
        }
        if isArrayStart(first) {
            guard holdsObjects(bytes) else { throw namelessArray(path) }
            return .shaped(.document)
        }
        if let delimiter = bestDelimiter(first) { return table(bytes, delimiter) }
        // A trainer's own messages may stand before its first record.
        if lines.contains(where: { $0.first == UInt8(ascii: "{") }) { return .jsonLines }
        let candidates = delimiters.filter { first.contains($0) }
        return table(bytes, candidates.first ?? .comma)
    }

    /// Returns the format of a file with a header, whose cells may be lists.
    private static func table(_ bytes: Bytes, _ delimiter: UInt8) -> LogFormat {
        guard let start = bytes.firstIndex(where: { !$0.isBlank }),
            ListCellRecords.areIn(Bytes(rebasing: bytes[start...]), delimiter: delimiter)
        else { return .delimited(delimiter) }
        return .shaped(.listCells(delimiter))
    }

    /// Returns whether a line opens an array of values, and is no message such as `[INFO] …`.
    private static func isArrayStart(_ line: Bytes) -> Bool {
        guard line.first == UInt8(ascii: "[") else { return false }
        guard let second = line.dropFirst().first(where: { !$0.isBlank }) else { return true }
        return "{[]\"-.0123456789".utf8.contains(second)
    }

    /// Returns whether an array begins with an object, as far as can be seen.
    private static func holdsObjects(_ bytes: Bytes) -> Bool {
        var cursor = JSONCursor(bytes)
        guard cursor?.take(UInt8(ascii: "[")) == true else { return false }
        let first = cursor?.peek()
        return first == UInt8(ascii: "{") || first == 0
    }

    /// Returns what to say of a JSON array whose values have no names.
    private static func namelessArray(_ path: String) -> LogError {
        LogError(
            kind: .format,
            message: "\(visible(path)) is a JSON array whose values have no names", line: 1,
            hint: "write objects: DataFrame.to_json(FILE, orient=\"records\", lines=True), or "
                + "jq -c '.[] | {logp_old: .[0], logp: .[1], advantage: .[2]}'")
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
        case .shaped(let shape): shape.name
        }
    }
}
