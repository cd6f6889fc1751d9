// SPDX-License-Identifier: GPL-3.0-or-later

import CFields

/// Four decimals of each of the next rows, read before any of these rows is looked at.
///
/// A number takes long from its bytes to its value; what is done with a row would wait for it, and the next
/// row behind that. Of many rows in a row, no number waits for another.
@usableFromInline package struct RowsAhead: ~Copyable {
    /// The most rows: their numbers stay in the first cache.
    private static var most: Int { 64 }

    private let values: UnsafeMutablePointer<Double>
    private let others: UnsafeMutablePointer<UInt8>

    /// The rows that are read, and how many of them have been taken.
    private var (count, taken) = (0, 0)

    /// Starts with no rows.
    package init() {
        values = .allocate(capacity: 4 * Self.most)
        others = .allocate(capacity: Self.most)
    }

    deinit {
        values.deallocate()
        others.deallocate()
    }

    /// The four numbers of a row.
    package struct Decimals {
        /// The numbers, in the order of their fields.
        package let values: UnsafePointer<Double>
        /// A bit for each that takes a longer look.
        package let others: UInt32
    }

    /// Returns the numbers of the next row, which is one that ``FieldIndex/row(_:at:columns:)`` returns; nil
    /// where they are not read.
    @inline(__always)
    package mutating func next() -> Decimals? {
        guard taken < count else { return nil }
        defer { taken &+= 1 }
        return Decimals(
            values: UnsafePointer(values + 4 &* taken), others: UInt32(others[taken]))
    }

    /// Whether all rows have been taken.
    package var isEmpty: Bool { taken == count }

    /// Reads the next rows, as far as they are sure to be found one after the other.
    ///
    /// - Parameters:
    ///   - index: Where the rows are.
    ///   - bytes: The bytes that are indexed.
    ///   - start: Where the first row begins.
    ///   - columns: The number of fields in a row.
    ///   - fields: Which four are read.
    package mutating func fill(
        from index: borrowing FieldIndex, _ bytes: Bytes, at start: Int, columns: Int,
        _ fields: UnsafePointer<FieldPlace>
    ) {
        count = index.plainRows(bytes, columns: columns, atMost: Self.most)
        taken = 0
        guard count > 0, let base = bytes.baseAddress else { return }
        let ends = index.ends + index.place
        ends[-1] = UInt32(truncatingIfNeeded: start &- 1)
        let columns = (
            Int64(columns), UnsafeRawPointer(fields).assumingMemoryBound(to: cfields_column.self)
        )
        cfields_decimals_of_rows(
            base, ends, columns.0, Int64(count), columns.1, values, others)
    }
}

extension FieldIndex {
    /// Returns how many of the next rows have a number of fields, lie on a line each and have no quotes.
    fileprivate func plainRows(_ bytes: Bytes, columns: Int, atMost most: Int) -> Int {
        guard columns > 1 else { return 0 }
        var (rows, last, line) = (0, place &+ columns &- 1, breakPlace)
        while rows < most, last < endCount, line < breakCount, ends[last] == breaks[line] {
            let end = Int(ends[last])
            guard bytes[end] == .newline, bytes[end &- 1] != .carriageReturn else { break }
            (rows, last, line) = (rows &+ 1, last &+ columns, line &+ 1)
        }
        return rows
    }
}
