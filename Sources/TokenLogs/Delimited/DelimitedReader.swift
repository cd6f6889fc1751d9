// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a log that has a header line and a row per token.
struct DelimitedReader {
    /// The longest row whose quoted fields hold line breaks: 256 KiB.
    ///
    /// A quote that is never closed would otherwise swallow the rest of the file.
    static let longestQuotedRow = 1 << 18

    let delimiter: UInt8
    private var joined = 0

    init(delimiter: UInt8) {
        self.delimiter = delimiter
    }

    /// Reads the rest of a file.
    mutating func read(
        _ lines: inout LogLines, _ request: ReadRequest, _ deliver: ResponseAssembler.Delivery
    ) throws(LogError) -> ReadResult {
        let names = try header(&lines, request.path)
        let mapping = try ColumnMatcher.match(names, overrides: request.overrides)
        let plan = DelimitedLine(
            delimiter: delimiter, columnCount: names.count, mapping: mapping)
        var assembler = ResponseAssembler(mapping: mapping)
        var row = RowValues()
        reading: while true {
            switch try lines.next() {
            case .end: break reading
            case .tooLong: assembler.drop(.lineTooLong, line: lines.lineNumber)
            case .line where trimmed(lines.line) == nil: continue
            case .line:
                switch try split(&lines, plan, &row) {
                case .complete:
                    let reason = try assembler.take(row, line: lines.lineNumber, deliver)
                    if case .notANumber(let slot) = reason {
                        assembler.tally.describe(.notANumber(slot)) {
                            sample(lines.line, slot, mapping)
                        }
                    }
                case .openQuote: assembler.drop(.unclosedQuote, line: lines.lineNumber)
                case .faulty(let reason): assembler.drop(reason, line: lines.lineNumber)
                }
            }
        }
        try assembler.finish(deliver)
        guard assembler.rowsRead > 0 else { throw noRows(request.path) }
        return ReadResult(
            mapping: mapping, assembler: assembler, remarks: remarks + mapping.ungroupedRemarks)
    }

    /// Returns what stands in a field that is no number; safe to print.
    private func sample(_ line: Bytes, _ slot: Slot, _ mapping: ColumnMapping) -> String? {
        let fields = Fields(line, delimiter: delimiter).texts
        guard let entry = mapping.entries.first(where: { $0.slot == slot }),
            entry.index < fields.count
        else { return nil }
        let text = fields[entry.index]
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let isDecimal =
            parts.count == 2 && Double(parts[0]) != nil && parts[1].allSatisfy(\.isNumber)
        return "\(printable(text)) at first"
            + (isDecimal ? " (numbers use a dot: \(parts[0]).\(parts[1]))" : "")
    }

    /// Returns the names in the first line that is not blank.
    private func header(_ lines: inout LogLines, _ path: String) throws(LogError) -> [String] {
        while try lines.next() == .line {
            if trimmed(lines.line) != nil {
                return Fields(lines.line, delimiter: delimiter).texts
            }
        }
        throw noRows(path)
    }

    /// Takes the current line apart, together with the lines that its quoted fields go on in.
    private mutating func split(
        _ lines: inout LogLines, _ plan: DelimitedLine, _ row: inout RowValues
    ) throws(LogError) -> DelimitedLine.Outcome {
        var outcome = plan.split(lines.line, into: &row)
        guard outcome == .openQuote else { return outcome }
        while outcome == .openQuote {
            // Only a piece with an odd number of quotes can close the field.
            var quotes = 0
            repeat {
                guard let piece = try lines.extend(limit: Self.longestQuotedRow - 1) else {
                    lines.retract()
                    return .openQuote
                }
                quotes = piece.count { $0 == .quote }
            } while quotes.isMultiple(of: 2)
            outcome = plan.split(lines.line, into: &row)
        }
        if case .faulty = outcome {
            lines.retract()
            return .openQuote
        }
        joined += 1
        return outcome
    }

    private var remarks: [String] {
        joined == 0 ? [] : ["\(counted(joined, "row")) with a line break inside quotes"]
    }

    /// Returns what to say of a file that has nothing below its header.
    private func noRows(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) has a header and no rows", line: 1,
            hint: "write a row per token below the header")
    }
}
