// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How a file of curves is laid out.
enum CurveLayout: Equatable {
    /// TensorBoard's records.
    case events
    /// JSON that is no list of lines.
    case document
    /// An object or a trainer's message on each line.
    case lines
    /// MLflow's three words on each line.
    case metric
    /// A header line and rows, with this between the fields.
    case table(delimiter: UInt8)

    /// The lines at the beginning by which it is told.
    private static let examined = 200

    /// Finds the layout of a file.
    ///
    /// - Parameter head: The beginning of the file, or all of it; without a byte order mark.
    init(_ head: Bytes) {
        let lines = head.split(separator: .newline, maxSplits: Self.examined)
            .prefix(Self.examined).compactMap { trimmed(Bytes(rebasing: $0)) }
        guard let first = lines.first else {
            self = .lines
            return
        }
        if Self.beginsDocument(head, first) {
            self = .document
        } else if lines.contains(where: { $0.first == UInt8(ascii: "{") || Self.isRecord($0) }) {
            // A trainer's own messages may stand before its first record.
            self = .lines
        } else if MetricFile.isLine(first) {
            self = .metric
        } else if let delimiter = Self.delimiter(lines) {
            self = .table(delimiter: delimiter)
        } else {
            self = .lines
        }
    }

    /// Returns whether a text begins a list, or an object that its first line does not hold whole or that
    /// has a list of records.
    private static func beginsDocument(_ head: Bytes, _ line: Bytes) -> Bool {
        if CurveDocument.records(in: head) != nil { return true }
        guard var cursor = JSONCursor(line), cursor.take(UInt8(ascii: "{")) else { return false }
        let isKey = cursor.peek() == .quote || cursor.peek() == 0
        guard isKey else { return false }
        let rest = head.firstNewline.map { Bytes(rebasing: head[$0...]) }
        // One object alone may hold columns.
        return JSONCursor.keys(line) == nil || rest.flatMap(trimmed) == nil
    }

    /// Returns whether a line is a record as trainers print it.
    private static func isRecord(_ line: Bytes) -> Bool {
        var probe = CurveTable()
        return probe.readConsole(line)
    }

    /// Returns what stands between the fields of a table; nil where no line has as many as the header.
    private static func delimiter(_ lines: [Bytes]) -> UInt8? {
        guard let header = lines.first, let delimiter = CurveHeader.delimiter(of: header) else {
            return nil
        }
        let count = Fields(header, delimiter: delimiter).texts.count
        let isTable =
            lines.count == 1
            || lines.dropFirst().contains { Fields($0, delimiter: delimiter).texts.count == count }
        return isTable ? delimiter : nil
    }
}
