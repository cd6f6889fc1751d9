// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How the fields of a delimited file's rows are taken apart.
///
/// Quotes are those of RFC 4180: around a whole field, doubled inside, with line breaks allowed.
struct DelimitedLine: Sendable {
    /// What taking a line apart came to.
    enum Outcome: Equatable {
        case complete
        /// A quoted field goes on after the line.
        case openQuote
        case faulty(DropReason)
    }

    /// What is done with a field.
    struct Field: Sendable {
        enum Kind { case skipped, number, text, checked }

        let kind: Kind
        /// The place of the value in a row.
        let place: Int
        /// Whether the field belongs to what names the response, or is not read.
        let isOfKey: Bool
    }

    private let delimiter: UInt8
    private let fields: [Field]

    /// The fields at the beginning that name the response or are not read: what most rows share with
    /// the row before.
    let keyCount: Int

    /// Whether all that names the response is among these.
    let isWholeKey: Bool

    /// What is read of them, and of the fields after them but the steady one.
    let (keyReads, otherReads): (Reads, Reads)

    /// Whether the first four numbers of these can be read for many rows at once.
    let readsAhead: Bool

    /// The number after them that the tokens of a response mostly have in common: the advantage.
    let steady: FieldPlace?

    /// What a row has that the next one may repeat; empty where nothing is known.
    struct Repeated {
        /// The bytes with which the row begins.
        var key = Bytes(start: nil, count: 0)
        /// The bytes of the steady number.
        var steady = Bytes(start: nil, count: 0)
    }

    /// Fields that are read, sorted by what is done with them, so that nothing need be guessed.
    struct Reads: Sendable {
        private(set) var numbers: [FieldPlace] = []
        private(set) var checked: [FieldPlace] = []
        private(set) var texts: [FieldPlace] = []

        init(_ fields: [Field], columns: Range<Int>, but steady: FieldPlace? = nil) {
            for column in columns where column != steady?.column {
                let read = FieldPlace(column: column, place: fields[column].place)
                switch fields[column].kind {
                case .skipped: break
                case .number: numbers.append(read)
                case .checked: checked.append(read)
                case .text: texts.append(read)
                }
            }
            // Where four are read at once, the last one again takes less than two by themselves.
            guard FieldIndex.readsFour, numbers.count % 4 > 1, let last = numbers.last else {
                return
            }
            numbers += repeatElement(last, count: 4 - numbers.count % 4)
        }
    }

    /// The number of fields.
    var columnCount: Int { fields.count }

    /// Makes the plan for a file.
    ///
    /// - Parameters:
    ///   - delimiter: What stands between two fields.
    ///   - columnCount: The fields of the header.
    ///   - mapping: Which of them are read.
    ///   - values: The columns whose values are asked for; of other numbers only that they look like some
    ///     is seen. Nil for all.
    init(
        delimiter: UInt8, columnCount: Int, mapping: ColumnMapping, values: Set<Slot>? = nil
    ) {
        self.delimiter = delimiter
        var fields = (0..<columnCount).map { _ in
            Field(kind: .skipped, place: 0, isOfKey: true)
        }
        for entry in mapping.entries {
            let isAsked = values?.contains(entry.slot) ?? true
            let kind: Field.Kind =
                switch entry.slot.kind {
                case .number: isAsked ? .number : .checked
                case .identifier: .text
                case .text: isAsked ? .text : .skipped
                }
            fields[entry.index] = Field(
                kind: kind, place: entry.slot.rawValue, isOfKey: entry.slot.namesResponse)
        }
        let keyCount = min(fields.firstIndex { !$0.isOfKey } ?? columnCount, columnCount - 1)
        isWholeKey = fields[keyCount...].allSatisfy { $0.kind == .skipped || !$0.isOfKey }
        (self.fields, self.keyCount) = (fields, keyCount)
        keyReads = Reads(fields, columns: 0..<keyCount)
        let steady = (keyCount..<columnCount).first {
            fields[$0].kind == .number && fields[$0].place == Slot.advantage.rawValue
        }
        self.steady = steady.map { FieldPlace(column: $0, place: Slot.advantage.rawValue) }
        otherReads = Reads(fields, columns: keyCount..<columnCount, but: self.steady)
        readsAhead = FieldIndex.readsFour && otherReads.numbers.count >= 4
    }

    /// Takes a line apart into a row; every slot that is read gets a value or a fault.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - row: Takes the values.
    ///   - before: What the row before has that may be repeated; becomes what this one has.
    /// - Returns: What it came to.
    @inline(__always)
    func split(
        _ line: Bytes, into row: inout RowValues, repeating before: inout Repeated
    ) -> Outcome {
        before.steady = Bytes(start: nil, count: 0)
        return split(line, into: &row, repeating: &before.key)
    }

    /// Takes a line apart that may begin as the row before.
    @inline(__always)
    private func split(
        _ line: Bytes, into row: inout RowValues, repeating key: inout Bytes
    ) -> Outcome {
        guard let start = Cursor(line.baseAddress) else { return .faulty(.fewerFields) }
        let end = start + line.count
        let repeats = !key.isEmpty && line.starts(withBytes: key)
        row.repeatsKey = repeats && isWholeKey
        var (cursor, column) = (repeats ? start + key.count : start, repeats ? keyCount : 0)
        if !repeats { key = Bytes(start: nil, count: 0) }
        return fields.withUnsafeBufferPointer { fields in
            while column < fields.count {
                if column == keyCount { key = Bytes(start: start, count: cursor - start) }
                if cursor < end, cursor.pointee == .quote {
                    if let stopped = quotedField(&cursor, end, fields[column], &row) {
                        return stopped
                    }
                } else {
                    plainField(&cursor, end, fields[column], &row)
                }
                column += 1
                if cursor == end {
                    return column == fields.count ? .complete : .faulty(.fewerFields)
                }
                cursor += 1
            }
            return .faulty(.moreFields)
        }
    }

    /// Takes a field without quotes and stops at the delimiter after it.
    @inline(__always)
    private func plainField(
        _ cursor: inout Cursor, _ end: Cursor, _ field: Field, _ row: inout RowValues
    ) {
        switch field.kind {
        case .skipped: skipField(&cursor, end, delimiter)
        case .checked: row[place: field.place] = checkedNumber(&cursor, end)
        case .number: row[place: field.place] = number(&cursor, end)
        case .text:
            let start = cursor
            skipField(&cursor, end, delimiter)
            let bytes = Bytes(start: start, count: cursor - start)
            row[textPlace: field.place] =
                bytes.isEmpty ? .absent : TextSlice(bytes: bytes, form: .plain)
        }
    }

    /// Takes a number in place; anything else is looked at as a whole field.
    @inline(__always)
    private func number(_ cursor: inout Cursor, _ end: Cursor) -> Double {
        let start = cursor
        let number = decimalNumber(&cursor, end)
        if cursor > start, cursor == end || cursor.pointee == delimiter { return number }
        return otherNumber(from: start, &cursor, end)
    }

    /// Takes a short field of digits with at most one point for 0; anything else is looked at.
    @inline(__always)
    private func checkedNumber(_ cursor: inout Cursor, _ end: Cursor) -> Double {
        let start = cursor
        skipField(&cursor, end, delimiter)
        let isSigned = start < cursor && start.pointee == UInt8(ascii: "-")
        let first = isSigned ? start + 1 : start
        if end - first >= 8, ByteWord(at: first).isPlainNumber(length: cursor - first) { return 0 }
        return fieldNumber(Bytes(start: start, count: cursor - start))
    }

    /// Takes a field that is no plain number.
    @inline(never)
    private func otherNumber(from start: Cursor, _ cursor: inout Cursor, _ end: Cursor) -> Double {
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
        switch field.kind {
        case .skipped: break
        case .number, .checked: row[place: field.place] = fieldNumber(text.bytes)
        case .text: row[textPlace: field.place] = text
        }
        return nil
    }
}
