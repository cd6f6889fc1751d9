// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension DelimitedLine {
    /// Bytes that are indexed, and what helps to read them.
    struct Indexed {
        let base: Cursor
        /// The powers of ten of ``FieldIndex/powers``.
        let powers: UnsafePointer<Double>
        /// Whether the machine reads four decimals at once.
        let readsFour: Bool
    }

    /// Takes a row apart whose fields are found already, into the values that ``split(_:into:repeating:)``
    /// takes out of its line.
    ///
    /// - Parameters:
    ///   - found: The row.
    ///   - bytes: The bytes in which it was found.
    ///   - ahead: The first four of ``otherReads``' numbers, where they are read already.
    ///   - row: Takes the values; those that repeat the row before are in it.
    ///   - before: What the row before has that may be repeated; becomes what this one has.
    @inline(__always)
    func split(
        _ found: FieldIndex.Row, of bytes: Indexed, _ ahead: RowsAhead.Decimals?,
        into row: inout RowValues, repeating before: inout Repeated
    ) {
        let (start, end) = (found.field(0).start, found.field(keyCount).start)
        let new = Bytes(start: bytes.base + start, count: end - start)
        let repeats = new.isSame(as: before.key)
        before.key = new
        row.repeatsKey = repeats && isWholeKey
        if !repeats {
            takeNumbers(keyReads.numbers, from: 0, found, bytes, &row)
            takeOthers(keyReads, found, bytes, &row)
        }
        if let steady { takeSteady(steady, found, bytes, &row, &before.steady) }
        takeNumbers(otherReads.numbers, ahead, found, bytes, &row)
        takeOthers(otherReads, found, bytes, &row)
    }

    /// Reads the first four of ``otherReads``' numbers in the next rows, where the machine can.
    @inline(__always)
    func read(
        ahead: inout RowsAhead, _ index: borrowing FieldIndex, _ bytes: Bytes, at start: Int
    ) {
        guard readsAhead else { return }
        otherReads.numbers.withUnsafeBufferPointer { numbers in
            guard let four = numbers.baseAddress else { return }
            ahead.fill(from: index, bytes, at: start, columns: columnCount, four)
        }
    }

    /// Takes a number that most rows have in common with the row before.
    @inline(__always)
    private func takeSteady(
        _ read: FieldPlace, _ found: FieldIndex.Row, _ bytes: Indexed, _ row: inout RowValues,
        _ before: inout Bytes
    ) {
        let (start, end) = found.field(read.column)
        let new = Bytes(start: bytes.base + start, count: end &- start)
        if new.isSame(as: before) { return }
        before = new
        takeNumber(read, found, bytes, &row)
    }

    /// Takes fields that are found and are no numbers whose values are asked for.
    @inline(__always)
    private func takeOthers(
        _ reads: Reads, _ found: FieldIndex.Row, _ bytes: Indexed, _ row: inout RowValues
    ) {
        each(reads.checked, found, bytes) { start, length, place in
            row[place: place] = checkedNumber(start, length)
        }
        each(reads.texts, found, bytes) { start, length, place in
            row[textPlace: place] = text(start, length)
        }
    }

    /// Takes numbers of which the first four may have been read ahead.
    @inline(__always)
    private func takeNumbers(
        _ reads: [FieldPlace], _ ahead: RowsAhead.Decimals?, _ found: FieldIndex.Row,
        _ bytes: Indexed, _ row: inout RowValues
    ) {
        guard let ahead else { return takeNumbers(reads, from: 0, found, bytes, &row) }
        reads.withUnsafeBufferPointer { reads in
            guard reads.count >= 4, let four = reads.baseAddress else { return }
            for offset in 0..<4 { row[place: four[offset].place] = ahead.values[offset] }
            if ahead.others != 0 { takeNumbers(ahead.others, four, found, bytes, &row) }
        }
        if reads.count > 4 { takeNumbers(reads, from: 4, found, bytes, &row) }
    }

    /// Takes numbers, four at a time where the machine can.
    @inline(never)
    private func takeNumbers(
        _ reads: [FieldPlace], from first: Int, _ found: FieldIndex.Row, _ bytes: Indexed,
        _ row: inout RowValues
    ) {
        reads.withUnsafeBufferPointer { reads in
            guard let all = reads.baseAddress else { return }
            var next = first
            while bytes.readsFour, next &+ 4 <= reads.count {
                let others = fieldDecimals(bytes.base, found, all + next, into: row.numbers)
                if others != 0 { takeNumbers(others, all + next, found, bytes, &row) }
                next &+= 4
            }
            while next < reads.count {
                takeNumber(all[next], found, bytes, &row)
                next &+= 1
            }
        }
    }

    /// Takes those of four numbers that take a longer look.
    @inline(never)
    private func takeNumbers(
        _ others: UInt32, _ four: UnsafePointer<FieldPlace>, _ found: FieldIndex.Row,
        _ bytes: Indexed, _ row: inout RowValues
    ) {
        for offset in 0..<4 where others >> UInt32(offset) & 1 == 1 {
            takeNumber(four[offset], found, bytes, &row)
        }
    }

    @inline(__always)
    private func takeNumber(
        _ read: FieldPlace, _ found: FieldIndex.Row, _ bytes: Indexed, _ row: inout RowValues
    ) {
        let (start, end) = found.field(read.column)
        let (field, length) = (bytes.base + start, end &- start)
        row[place: read.place] =
            fieldDecimal(field, length: length, bytes.powers) ?? otherNumber(field, length)
    }

    @inline(__always)
    private func each(
        _ reads: [FieldPlace], _ found: FieldIndex.Row, _ bytes: Indexed,
        _ body: (_ start: Cursor, _ length: Int, _ place: Int) -> Void
    ) {
        reads.withUnsafeBufferPointer { reads in
            for read in reads {
                let (start, end) = found.field(read.column)
                body(bytes.base + start, end &- start, read.place)
            }
        }
    }

    /// Takes a field that is not a plain decimal.
    @inline(never)
    private func otherNumber(_ start: Cursor, _ length: Int) -> Double {
        var cursor = start
        let number = decimalNumber(&cursor, start + length)
        if length > 0, cursor == start + length { return number }
        return fieldNumber(Bytes(start: start, count: length))
    }

    /// Takes a short field of digits with at most one point for 0; anything else is looked at.
    @inline(__always)
    private func checkedNumber(_ start: Cursor, _ length: Int) -> Double {
        let sign = start.pointee == UInt8(ascii: "-") ? 1 : 0
        if ByteWord(at: start + sign).isPlainNumber(length: length - sign) { return 0 }
        return fieldNumber(Bytes(start: start, count: length))
    }

    @inline(__always)
    private func text(_ start: Cursor, _ length: Int) -> TextSlice {
        length == 0
            ? .absent : TextSlice(bytes: Bytes(start: start, count: length), form: .plain)
    }
}

extension Bytes {
    /// Returns whether the bytes are those of a row before, and not none; both lie among bytes that are
    /// indexed.
    @inline(__always)
    fileprivate func isSame(as before: Bytes) -> Bool {
        guard count == before.count, let start = Cursor(baseAddress),
            let other = Cursor(before.baseAddress), count > 0
        else { return false }
        return holdSameBytes(start, other, count: count)
    }
}
