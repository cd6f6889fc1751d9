// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How the fields of a delimited file's rows are taken apart.
///
/// Quotes are those of RFC 4180: around a whole field, doubled inside, with line breaks allowed.
struct DelimitedLine {
    /// What taking a line apart came to.
    enum Outcome: Equatable {
        case complete
        /// A quoted field goes on after the line.
        case openQuote
        case faulty(DropReason)
    }

    /// What is done with a field.
    private enum Field {
        case skipped
        case number(Slot)
        case text(Slot)
    }

    private let delimiter: UInt8
    private let fields: [Field]

    /// Makes the plan for a file.
    ///
    /// - Parameters:
    ///   - delimiter: What stands between two fields.
    ///   - columnCount: The fields of the header.
    ///   - mapping: Which of them are read.
    init(delimiter: UInt8, columnCount: Int, mapping: ColumnMapping) {
        self.delimiter = delimiter
        var fields = [Field](repeating: .skipped, count: columnCount)
        for entry in mapping.entries {
            fields[entry.index] =
                entry.slot.kind == .number ? .number(entry.slot) : .text(entry.slot)
        }
        self.fields = fields
    }

    /// Takes a line apart into a row; every slot that is read gets a value or a fault.
    func split(_ line: Bytes, into row: inout RowValues) -> Outcome {
        guard var cursor = Cursor(line.baseAddress) else { return .faulty(.fewerFields) }
        let end = cursor + line.count
        let last = fields.count - 1
        for (column, field) in fields.enumerated() {
            if cursor < end, cursor.pointee == .quote {
                if let stopped = quotedField(&cursor, end, field, &row) { return stopped }
            } else {
                plainField(&cursor, end, field, &row)
            }
            if cursor == end { return column == last ? .complete : .faulty(.fewerFields) }
            cursor += 1
        }
        return .faulty(.moreFields)
    }

    /// Takes a field without quotes and stops at the delimiter after it.
    @inline(__always)
    private func plainField(
        _ cursor: inout Cursor, _ end: Cursor, _ field: Field, _ row: inout RowValues
    ) {
        switch field {
        case .skipped: skipField(&cursor, end, delimiter)
        case .number(let slot): row[slot] = number(&cursor, end)
        case .text(let slot):
            let start = cursor
            skipField(&cursor, end, delimiter)
            let bytes = Bytes(start: start, count: cursor - start)
            row[text: slot] = bytes.isEmpty ? .absent : TextSlice(bytes: bytes, form: .plain)
        }
    }

    /// Takes a number in place; anything else is looked at as a whole field.
    @inline(__always)
    private func number(_ cursor: inout Cursor, _ end: Cursor) -> Double {
        let start = cursor
        let number = decimalNumber(&cursor, end)
        if cursor > start, cursor == end || cursor.pointee == delimiter { return number }
        skipField(&cursor, end, delimiter)
        return fieldNumber(Bytes(start: start, count: cursor - start))
    }

    /// Takes a quoted field and moves to the delimiter after it.
    ///
    /// - Returns: Nil, or why the row ends here.
    private func quotedField(
        _ cursor: inout Cursor, _ end: Cursor, _ field: Field, _ row: inout RowValues
    ) -> Outcome? {
        guard let text = quotedText(&cursor, end) else { return .openQuote }
        guard cursor == end || cursor.pointee == delimiter else { return .faulty(.strayQuote) }
        switch field {
        case .skipped: break
        case .number(let slot): row[slot] = fieldNumber(text.bytes)
        case .text(let slot): row[text: slot] = text
        }
        return nil
    }
}
