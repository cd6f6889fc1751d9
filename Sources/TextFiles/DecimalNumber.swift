// SPDX-License-Identifier: GPL-3.0-or-later

/// Powers of five that 64 bits hold, 5⁰ to 5²⁷.
private let powersOfFive: [UInt64] = (0...27).map { power in
    (0..<power).reduce(1) { product, _ in product * 5 }
}

/// Reads the decimal number at a cursor, and moves after it.
///
/// The result is the double nearest to the decimal, as `strtod` in the C locale gives it, but
/// independent of any locale. Accepted are a sign, digits with at most one point among them, and
/// an exponent; beyond the largest double comes infinity.
///
/// - Parameters:
///   - cursor: Where the number starts; left alone where there is none.
///   - end: After the last byte that may be read.
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
    var exponent = 0
    if UInt(bitPattern: digitCount &- 1) < 15, place == end || place.pointee == .comma {
        cursor = place
        let number = Double(Int64(bitPattern: mantissa))
        return isNegative ? -number : number
    }
    if place < end, place.pointee == UInt8(ascii: ".") {
        place += 1
        let fractionStart = place
        manyDigits(&place, end, &mantissa)
        digitCount &+= place - fractionStart
        exponent = fractionStart - place
    }
    guard digitCount > 0 else { return .notANumber }
    if place < end, place.pointee | 0x20 == UInt8(ascii: "e") {
        exponent += decimalExponent(&place, end)
    }
    let start = cursor
    cursor = place
    // Up to 19 digits fit 64 bits; 15 fit a double, and one correctly rounded operation is left.
    if digitCount <= 19, mantissa < 1 << 53, -22 <= exponent, exponent <= 22 {
        let number = Double(Int64(bitPattern: mantissa))
        let scaled =
            exponent < 0 ? number / powerOfTen(-exponent) : number * powerOfTen(exponent)
        return isNegative ? -scaled : scaled
    }
    return longNumber(
        start, place, mantissa: digitCount <= 19 ? mantissa : 0, exponent, isNegative)
}

/// Returns a power of ten that a double holds exactly, 10⁰ to 10²².
///
/// A switch, because other modules see through it; it is compiled as a table.
@inlinable @inline(__always)
func powerOfTen(_ exponent: Int) -> Double {
    switch exponent {
    case 0: 1e0
    case 1: 1e1
    case 2: 1e2
    case 3: 1e3
    case 4: 1e4
    case 5: 1e5
    case 6: 1e6
    case 7: 1e7
    case 8: 1e8
    case 9: 1e9
    case 10: 1e10
    case 11: 1e11
    case 12: 1e12
    case 13: 1e13
    case 14: 1e14
    case 15: 1e15
    case 16: 1e16
    case 17: 1e17
    case 18: 1e18
    case 19: 1e19
    case 20: 1e20
    case 21: 1e21
    default: 1e22
    }
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

/// Takes digits at a cursor into a number as ``digits(_:_:_:)`` does, eight at a time: where there are
/// many, a loop of single ones waits for each product.
@inlinable @inline(__always)
func manyDigits(_ place: inout Cursor, _ end: Cursor, _ number: inout UInt64) {
    while end - place >= 8 {
        let digits = ByteWord(at: place).digits
        number = number &* wholePowerOfTen(digits.count) &+ digits.value
        place += digits.count
        guard digits.count == 8 else { return }
    }
    digits(&place, end, &number)
}

/// Returns a whole power of ten, 10⁰ to 10⁸.
@inlinable @inline(__always)
func wholePowerOfTen(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    case 7: 10_000_000
    default: 100_000_000
    }
}

/// Reads an exponent at a cursor and moves after it; 0 where there is none.
@usableFromInline
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

/// Returns a number that needs more than one rounded operation.
///
/// - Parameters:
///   - start: The number's first byte.
///   - end: After its last byte.
///   - mantissa: Its digits as a whole number, or 0 where they are more than 19.
///   - exponent: The power of ten that the mantissa is multiplied by.
///   - isNegative: Whether it starts with a minus.
/// - Returns: The nearest double.
@inline(never) @usableFromInline
func longNumber(
    _ start: Cursor, _ end: Cursor, mantissa: UInt64, _ exponent: Int, _ isNegative: Bool
) -> Double {
    if mantissa > 0, -27 <= exponent, exponent <= 0 {
        let number = quotient(mantissa, tenTo: -exponent)
        return isNegative ? -number : number
    }
    // The standard library's own reading does not depend on a locale.
    let text = String(decoding: Bytes(start: start, count: end - start), as: UTF8.self)
    return Double(text) ?? .notANumber
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
