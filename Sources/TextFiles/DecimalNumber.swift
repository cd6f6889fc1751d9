// SPDX-License-Identifier: GPL-3.0-or-later

/// Powers of ten that a double holds exactly, 10⁰ to 10²².
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

/// Powers of five that 64 bits hold, 5⁰ to 5²⁷.
private let powersOfFive: [UInt64] = (0...27).map { power in
    (0..<power).reduce(1) { product, _ in product * 5 }
}

/// Reads the decimal number at a cursor, and moves behind it.
///
/// The result is the double nearest to the decimal, as `strtod` in the C locale gives it, but
/// independent of any locale. Accepted are a sign, digits with at most one point among them, and
/// an exponent; beyond the largest double comes infinity.
///
/// - Parameters:
///   - cursor: Where the number starts; left alone where there is none.
///   - end: Behind the last byte that may be read.
/// - Returns: The number, or ``Swift/Double/notANumber``.
@inlinable @inline(__always)
package func decimalNumber(_ cursor: inout Cursor, _ end: Cursor) -> Double {
    var place = cursor
    let isNegative = place < end && place.pointee == UInt8(ascii: "-")
    if isNegative || (place < end && place.pointee == UInt8(ascii: "+")) { place += 1 }
    let digitsStart = place
    var mantissa: UInt64 = 0
    digits(&place, end, &mantissa)
    var digitCount = place - digitsStart
    var fractionCount = 0
    if place < end, place.pointee == UInt8(ascii: ".") {
        place += 1
        let fractionStart = place
        digits(&place, end, &mantissa)
        fractionCount = place - fractionStart
        digitCount += fractionCount
    }
    guard digitCount > 0 else { return .notANumber }
    let exponent = decimalExponent(&place, end) - fractionCount
    let start = cursor
    cursor = place
    return rounded(start..<place, digitCount <= 19 ? mantissa : nil, exponent, isNegative)
}

/// Returns the double nearest to a decimal.
///
/// - Parameters:
///   - written: How it is written.
///   - mantissa: Its digits as a whole number; nil where they are more than 19, which 64 bits may
///     not hold.
///   - exponent: The power of ten that the mantissa is multiplied by.
///   - isNegative: Whether it starts with a minus.
/// - Returns: The nearest double.
@usableFromInline
func rounded(
    _ written: Range<Cursor>, _ mantissa: UInt64?, _ exponent: Int, _ isNegative: Bool
) -> Double {
    // A double holds 53 bits, and one correctly rounded operation is left.
    if let mantissa, mantissa < 1 << 53, -22 <= exponent, exponent <= 22 {
        let number = Double(mantissa)
        let scaled =
            exponent < 0 ? number / powersOfTen[-exponent] : number * powersOfTen[exponent]
        return isNegative ? -scaled : scaled
    }
    if let mantissa, mantissa > 0, -27 <= exponent, exponent <= 0 {
        let number = quotient(mantissa, tenTo: -exponent)
        return isNegative ? -number : number
    }
    // The standard library's own reading does not depend on a locale.
    let text = String(
        decoding: Bytes(start: written.lowerBound, count: written.count), as: UTF8.self)
    return Double(text) ?? .notANumber
}

/// Takes digits at a cursor into a number, which wraps around beyond 19 of them.
@inlinable @inline(__always)
func digits(_ place: inout Cursor, _ end: Cursor, _ number: inout UInt64) {
    while place < end {
        let digit = place.pointee &- UInt8(ascii: "0")
        guard digit <= 9 else { return }
        number = number &* 10 &+ UInt64(digit)
        place += 1
    }
}

/// Reads an exponent at a cursor and moves behind it; 0 where there is none.
@inlinable @inline(__always)
func decimalExponent(_ place: inout Cursor, _ end: Cursor) -> Int {
    guard place < end, place.pointee | 0x20 == UInt8(ascii: "e") else { return 0 }
    var inside = place + 1
    let isNegative = inside < end && inside.pointee == UInt8(ascii: "-")
    if isNegative || (inside < end && inside.pointee == UInt8(ascii: "+")) { inside += 1 }
    var exponent = 0
    let start = inside
    while inside < end, inside.pointee &- UInt8(ascii: "0") <= 9 {
        exponent = min(exponent * 10 + Int(inside.pointee &- UInt8(ascii: "0")), 100_000)
        inside += 1
    }
    guard inside > start else { return 0 }
    place = inside
    return isNegative ? -exponent : exponent
}

/// Returns the double nearest to m / 10ᵏ, by one exact division of 128 bits.
///
/// The quotient has at least 63 bits and the remainder is kept as a last, sticky bit, so that
/// rounding it to 53 bits is rounding the true value.
///
/// - Parameters:
///   - mantissa: m, above 0.
///   - power: k, 0 to 27.
/// - Returns: The nearest double, ties to even.
private func quotient(_ mantissa: UInt64, tenTo power: Int) -> Double {
    let divisor = powersOfFive[power]
    let dividendShift = mantissa.leadingZeroBitCount
    let divisorShift = divisor.leadingZeroBitCount
    let dividend = mantissa << UInt64(dividendShift)
    let (whole, rest) = (divisor << UInt64(divisorShift))
        .dividingFullWidth((dividend >> 1, dividend << 63))
    let exponent = divisorShift - dividendShift - 63 - power
    return Double(sign: .plus, exponent: exponent, significand: Double(whole | (rest == 0 ? 0 : 1)))
}
