// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The records of JSON lines of which one may hold several: batches, tables, packed sequences, and
/// objects below a key.
final class SplitRecords: RecordSource {
    let numbers = LineNumbers()
    private var lines: LogLines
    private let source: (any RecordSource)?
    private let path: String
    private let isCancelled: () -> Bool
    private var shapes: RecordShapes
    private var makers: [any RecordMaker] = []
    private var tooLong = 0
    /// The lines of the file that held several records.
    private var split = 0
    private var isLastWhole = true

    /// Reads lines, and what else there is to say from the source that wrote them, if one did.
    init(
        _ lines: consuming LogLines, from source: (any RecordSource)?, _ request: ReadRequest,
        isCancelled: @escaping () -> Bool
    ) {
        self.lines = lines
        self.lines.allow(longest: LogLines.longestRecord - 1)
        self.source = source
        self.isCancelled = isCancelled
        path = request.path
        shapes = RecordShapes(overrides: request.overrides)
    }

    var bytesRead: Int { source?.bytesRead ?? lines.bytesRead }

    /// A document needs no line break at its end, if only it is whole.
    var isCut: Bool { source?.isCut ?? (lines.isCut && !isLastWhole) }

    var remarks: [String] {
        let long =
            tooLong == 0
            ? []
            : [
                "\(counted(tooLong, "record")) of more than \(LogLines.longestRecord >> 20) MiB "
                    + "could not be taken apart: write one response a line"
            ]
        let several =
            split == 0 || source != nil
            ? []
            : [
                "\(counted(split, "line")) \(split == 1 ? "holds" : "hold") several records, which are "
                    + "read one by one"
            ]
        return (source?.remarks ?? []) + long + several + shapes.remarks.sentences
    }

    func write(to text: inout [UInt8]) throws(LogError) -> Bool {
        // A line that is taken apart may be long, and nothing is read of the file meanwhile.
        guard !isCancelled() else {
            throw LogError(.cancelled, path: path, line: lines.lineNumber)
        }
        while let depth = makers.indices.last {
            guard let record = makers[depth].next() else {
                makers.removeLast()
                continue
            }
            take(record, as: nil, &text)
            return true
        }
        switch try lines.next() {
        case .end: return false
        case .tooLong:
            tooLong += 1
            // A line that is no object is counted as that.
            write(JSONValue.none.bytes, &text)
        case .line:
            let line = lines.line
            isLastWhole = true
            guard !line.isFlatObject else {
                write(line, &text)
                return true
            }
            let record = [JSONMember](line)
            isLastWhole = record != nil
            if let record {
                take(record, as: line, &text)
            } else if trimmed(line) != nil {
                write(line, &text)
            }
        }
        return true
    }

    /// Takes a record apart, or writes it where it is one; as the line has it where there is one.
    private func take(_ record: [JSONMember], as line: Bytes?, _ text: inout [UInt8]) {
        if makers.count < RecordShapes.deepest,
            let maker = shapes.maker(for: record, line: lines.lineNumber)
        {
            if makers.isEmpty { split += 1 }
            makers.append(maker)
        } else if let line {
            write(line, &text)
        } else {
            numbers.note(lines.lineNumber)
            record.writeLine(to: &text)
        }
    }

    private func write(_ line: Bytes, _ text: inout [UInt8]) {
        numbers.note(lines.lineNumber)
        text.append(contentsOf: line)
        text.append(.newline)
    }
}

extension Bytes {
    /// Whether it looks like an object of single values, which is one record or none.
    fileprivate var isFlatObject: Bool {
        first == UInt8(ascii: "{") && last == UInt8(ascii: "}")
            && !dropFirst().contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
    }
}
