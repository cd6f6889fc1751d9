// SPDX-License-Identifier: GPL-3.0-or-later

import CFields

/// The column of a field that is read, and the place of its value among those of a row.
///
/// It lies in memory as `cfields_column` does.
package struct FieldPlace: Sendable {
    package let column: Int
    package let place: Int

    package init(column: Int, place: Int) { (self.column, self.place) = (column, place) }
}

/// Reads four fields of a row that are decimals, for machines that can (``FieldIndex/readsFour``).
///
/// - Parameters:
///   - base: The bytes in which the row was found.
///   - row: The row.
///   - fields: Which four fields.
///   - values: Takes each number at its place.
/// - Returns: A bit for each of the four that takes a longer look.
package func fieldDecimals(
    _ base: Cursor, _ row: FieldIndex.Row, _ fields: UnsafePointer<FieldPlace>,
    into values: UnsafeMutablePointer<Double>
) -> UInt32 {
    let columns = UnsafeRawPointer(fields).assumingMemoryBound(to: cfields_column.self)
    return cfields_decimals(base, row.ends, columns, values)
}

/// Returns the decimal number that is all of a field, or nil where that takes a longer look.
///
/// Its length is known, so that most numbers are read without a loop, and without a branch that nobody
/// can guess. It is the same double as ``decimalNumber(_:_:)`` gives.
///
/// - Parameters:
///   - start: Where the field starts; ``FieldIndex/slack`` bytes after its end may be read.
///   - length: How many bytes it has.
///   - powers: Powers of ten, 10⁰ to 10⁸ (``FieldIndex/powers``).
/// - Returns: The number; nil for exponents, more than 19 digits, and what is no number.
@inlinable @inline(__always)
package func fieldDecimal(
    _ start: Cursor, length: Int, _ powers: UnsafePointer<Double>
) -> Double? {
    let sign = start.pointee == UInt8(ascii: "-") ? 1 : 0
    let count = length &- sign
    guard UInt(bitPattern: count &- 1) < 8 else {
        return longFieldDecimal(start, start + sign, count, isNegative: sign == 1)
    }
    guard let (digits, places) = ByteWord(at: start + sign).decimal(length: count) else {
        return nil
    }
    let number = Double(Int64(bitPattern: digits)) / powers[places]
    return Double(bitPattern: number.bitPattern ^ UInt64(truncatingIfNeeded: sign) << 63)
}

/// Reads a number of more than eight bytes whose point is among the first eight.
@inline(never) @usableFromInline
func longFieldDecimal(
    _ start: Cursor, _ first: Cursor, _ count: Int, isNegative: Bool
) -> Double? {
    let whole = ByteWord(at: first).digits
    let places = count &- whole.count &- 1
    guard whole.count < 8, first[whole.count] == UInt8(ascii: "."), 1...16 ~= places,
        whole.count &+ places <= 19
    else { return nil }
    let fraction = first + whole.count + 1
    let head = min(places, 8)
    guard let leading = ByteWord(at: fraction).digits(count: head) else { return nil }
    var mantissa = whole.value &* wholePowerOfTen(head) &+ leading
    if places > 8 {
        guard let rest = ByteWord(at: fraction + 8).digits(count: places &- 8) else { return nil }
        mantissa = mantissa &* wholePowerOfTen(places &- 8) &+ rest
    }
    guard mantissa < 1 << 53 else {
        return longNumber(start, first + count, mantissa: mantissa, -places, isNegative)
    }
    let number = Double(Int64(bitPattern: mantissa)) / powerOfTen(places)
    return isNegative ? -number : number
}

extension ByteWord {
    /// Reads a decimal without a sign.
    ///
    /// - Parameter length: How many bytes it has, 1 to 8.
    /// - Returns: All its digits as one number and how many of them are after the point; nil where
    ///   there is something else, or no digit.
    @inlinable @inline(__always)
    func decimal(length: Int) -> (digits: UInt64, places: Int)? {
        let odd = otherThanDigits & inside(length)
        let values = bits ^ 0x3030_3030_3030_3030
        guard odd != 0 else { return (Self.joined(values, count: length), 0) }
        let shift = UInt64(odd.trailingZeroBitCount & ~7)
        guard odd & (odd &- 1) == 0, bits >> shift & 0xFF == 0x2E, length > 1 else { return nil }
        // What is after the point moves to where the point is.
        let before = (1 &<< shift) &- 1
        let digits = values & before | values >> 8 & ~before
        return (
            Self.joined(digits, count: length &- 1), length &- 1 &- Int(shift >> 3)
        )
    }

    /// Returns the number that the first bytes are, 1 to 8 of them, or nil where one is no digit.
    @inlinable @inline(__always)
    func digits(count: Int) -> UInt64? {
        guard otherThanDigits & inside(count) == 0 else { return nil }
        return Self.joined(bits ^ 0x3030_3030_3030_3030, count: count)
    }

    /// The highest bit of each byte that is no digit.
    @inlinable @inline(__always)
    var otherThanDigits: UInt64 {
        let values = bits ^ 0x3030_3030_3030_3030
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // Without carries from byte to byte, so that every mark is right.
        return (((values & low) &+ 0x7676_7676_7676_7676) | values) & ~low
    }

    /// The highest bit of each of the first bytes, 1 to 8 of them.
    @inlinable @inline(__always)
    func inside(_ count: Int) -> UInt64 {
        0x8080_8080_8080_8080 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    }

    /// Returns the number that the values of some digits are, of which the first is the lowest byte.
    @inlinable @inline(__always)
    static func joined(_ values: UInt64, count: Int) -> UInt64 {
        // Zeros are put in front; then pairs are joined, pairs of pairs, and both halves.
        let whole = values &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        let pairs = (whole &* 10 &+ whole >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
    }
}
