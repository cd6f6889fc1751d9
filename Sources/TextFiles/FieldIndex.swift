// SPDX-License-Identifier: GPL-3.0-or-later

import CFields

/// Returns whether as many bytes are the same in two places of indexed bytes, in each of which
/// ``FieldIndex/slack`` more may be read.
@inlinable @inline(__always)
package func holdSameBytes(_ first: Cursor, _ second: Cursor, count: Int) -> Bool {
    guard 1...8 ~= count else { return areEqual(first, second, count: count) }
    let difference = ByteWord(at: first).bits ^ ByteWord(at: second).bits
    return difference &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) == 0
}

/// Where the fields and rows of a delimited text end, for a stretch of it at a time.
///
/// Rows that lie on one line and have no quotes are found without looking at their bytes one by one. All
/// others are for whoever reads to take apart.
@usableFromInline package struct FieldIndex: ~Copyable {
    /// How many bytes are indexed at a time, at most: the lists stay in the first cache, and are small
    /// beside what an allocator gives back to the system and must clear again.
    static let stretch = 1 << 11

    /// As many bytes after a field that is found may be read, whatever is in them.
    package static let slack = 32

    /// The places of delimiters and line breaks; room for one more before them, and some behind.
    @usableFromInline let ends: UnsafeMutablePointer<UInt32>

    /// The places of line breaks and quotes.
    @usableFromInline let breaks: UnsafeMutablePointer<UInt32>

    /// Whether the machine reads four decimals at once.
    package static let readsFour = cfields_has_avx2()

    /// The same, where it is asked for every row.
    package let readsFour = Self.readsFour

    /// Powers of ten, 10⁰ to 10⁸, for ``fieldDecimal(_:length:_:)``: a table that loops see through.
    package let powers: UnsafePointer<Double>

    @usableFromInline var endCount = 0
    @usableFromInline var breakCount = 0

    /// The first end and the first break that are not behind.
    @usableFromInline var place = 0
    @usableFromInline var breakPlace = 0

    /// Where the stretch begins that is indexed.
    private var indexed = -1
    private let delimiter: UInt8

    /// Starts with nothing indexed.
    package init(delimiter: UInt8) {
        self.delimiter = delimiter
        ends = .allocate(capacity: Self.stretch + 96) + 1
        breaks = .allocate(capacity: Self.stretch + 96)
        let powers = UnsafeMutablePointer<Double>.allocate(capacity: 9)
        for exponent in 0...8 { powers[exponent] = powerOfTen(exponent) }
        self.powers = UnsafePointer(powers)
    }

    deinit {
        (ends - 1).deallocate()
        breaks.deallocate()
        powers.deallocate()
    }

    /// A row that lies on one line and has no quotes.
    @usableFromInline package struct Row {
        /// Where each of its fields ends, with the end of the row before at −1.
        @usableFromInline package let ends: UnsafeMutablePointer<UInt32>

        /// Where its line break is.
        @usableFromInline package let end: Int

        @inlinable @inline(__always)
        init(ends: UnsafeMutablePointer<UInt32>, end: Int) { (self.ends, self.end) = (ends, end) }

        /// Returns where a field is.
        @inlinable @inline(__always)
        package func field(_ column: Int) -> (start: Int, end: Int) {
            (Int(ends[column &- 1] &+ 1), Int(ends[column]))
        }
    }

    /// Returns the row that begins at a place, which is that after the row before; nil where it has
    /// another number of fields, or is none of those that are found.
    @inlinable @inline(__always)
    package mutating func row(_ bytes: Bytes, at start: Int, columns: Int) -> Row? {
        let last = place &+ columns &- 1
        guard last < endCount, breakPlace < breakCount, ends[last] == breaks[breakPlace],
            bytes[Int(ends[last])] == .newline
        else { return nil }
        let row = Row(ends: ends + place, end: Int(ends[last]))
        row.ends[-1] = UInt32(truncatingIfNeeded: start &- 1)
        // What stands before the line break belongs to it.
        if row.end > start, bytes[row.end &- 1] == .carriageReturn { ends[last] &-= 1 }
        place = last &+ 1
        breakPlace &+= 1
        return row
    }

    /// Goes on at a place, after a row that was not found.
    package mutating func skip(to start: Int) {
        while place < endCount, ends[place] < start { place += 1 }
        while breakPlace < breakCount, breaks[breakPlace] < start { breakPlace += 1 }
    }

    /// Whether no row is known that lies ahead.
    @inlinable package var isExhausted: Bool { breakPlace >= breakCount }

    /// Indexes the bytes from a place on, which is the start of a row; does nothing near the end of all
    /// bytes, where whole chunks of them cannot be looked at.
    package mutating func extend(_ bytes: Bytes, from start: Int) {
        guard let base = bytes.baseAddress, bytes.count <= UInt32.max,
            start != indexed
        else { return }
        let limit = min(start + Self.stretch, bytes.count - Self.slack) - 64
        let counts = cfields_index(
            base, Int64(start), Int64(limit), delimiter, ends, breaks, readsFour)
        (endCount, breakCount) = (Int(counts.ends), Int(counts.breaks))
        (place, breakPlace, indexed) = (0, 0, start)
    }
}
