// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a decimal number of JSON as most are: few digits, with a comma or a bracket behind them.
///
/// The result is that of ``decimalNumber(_:_:)``, bit for bit; what is longer, or written otherwise, or
/// near the end, is left to it.
///
/// - Parameters:
///   - cursor: Where the number starts; left alone where it is none of these.
///   - end: After the last byte that may be read.
/// - Returns: The number, or nil.
@inlinable @inline(__always)
package func shortDecimal(_ cursor: inout Cursor, _ end: Cursor) -> Double? {
    // A sign, a digit, a point and eight bytes after it, of which the last ends the number.
    guard end - cursor >= 11 else { return nil }
    var place = cursor
    let isNegative = place.pointee == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let first = place.pointee &- UInt8(ascii: "0")
    guard first <= 9 else { return nil }
    var number: Double
    if place[1] == UInt8(ascii: ".") {
        let fraction = ByteWord(at: place + 2).digits
        guard 1...7 ~= fraction.count else { return nil }
        let mantissa = UInt64(first) &* wholePowerOfTen(fraction.count) &+ fraction.value
        number = Double(Int64(bitPattern: mantissa)) / powerOfTen(fraction.count)
        place += 2 + fraction.count
    } else {
        let whole = ByteWord(at: place).digits
        guard whole.count <= 7 else { return nil }
        number = Double(Int64(bitPattern: whole.value))
        place += whole.count
    }
    guard place.pointee.endsElement else { return nil }
    cursor = place
    if isNegative { number = -number }
    return number
}

extension UInt8 {
    /// Whether the byte ends an element of an array or the last member of an object, or stands between.
    @inlinable @inline(__always)
    var endsElement: Bool {
        self == .comma || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
    }
}
