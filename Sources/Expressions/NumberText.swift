// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers as text, the same everywhere: always a dot, no grouping, no locale.
///
/// All of the program writes its numbers through here. NaN is `nan`, infinities are `inf` and
/// `-inf`; a negative zero loses its sign.
public enum NumberText {
    /// Returns a number with a fixed count of decimals: `fixed(0.5, digits: 4)` is `0.5000`.
    ///
    /// Rounded from the exact binary value, ties to the even digit, as C's `printf` does; what
    /// rounds to zero has no sign. From 1e21 on the power form of ``shortest(_:)`` is used.
    ///
    /// - Parameters:
    ///   - number: Any number.
    ///   - digits: Decimals after the dot; below 0 and above 17 the nearest of these.
    /// - Returns: The text, such as `-1.2500`.
    public static func fixed(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return word(number) }
        guard number.magnitude < 1e21 else { return shortest(number) }
        let decimals = min(max(digits, 0), 17)
        let scaled = scaledInteger(number.magnitude, powerOfTen: decimals)
        guard let scaled else { return padded(shortest(number), decimals: decimals) }
        let sign = number < 0 && scaled > 0 ? "-" : ""
        var text = String(scaled)
        guard decimals > 0 else { return sign + text }
        let missing = decimals + 1 - text.utf8.count
        if missing > 0 { text = String(repeating: "0", count: missing) + text }
        let point = text.utf8.index(text.endIndex, offsetBy: -decimals)
        return sign + text[..<point] + "." + text[point...]
    }

    /// Returns a number with a count of significant digits and no zeros after them:
    /// `significant(1234.5, digits: 3)` is `1230`, `significant(0.5, digits: 3)` is `0.5`.
    ///
    /// Rounded from the shortest digits that read back as the number, ties to the even digit.
    /// Below 1e-4 and from 1e15 on in power form: `2.06e-09`.
    ///
    /// - Parameters:
    ///   - number: Any number.
    ///   - digits: Digits to keep; below 1 and above 17 the nearest of these.
    /// - Returns: The text.
    public static func significant(_ number: Double, digits: Int) -> String {
        guard number.isFinite else { return word(number) }
        guard number != 0 else { return "0" }
        let decimal = Decimal(number.magnitude).rounded(to: min(max(digits, 1), 17))
        return (number < 0 ? "-" : "") + decimal.text
    }

    /// Returns the shortest text that reads back as the very same number: `0.1`, `1200000`,
    /// `1e-05`.
    ///
    /// Whole numbers have no `.0`. The finite ones are JSON numbers.
    public static func shortest(_ number: Double) -> String {
        guard number.isFinite else { return word(number) }
        guard number != 0 else { return "0" }
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Returns a number for a table: an exact zero is `0`, everything else has `digits` decimals.
    ///
    /// What would show as zero though it is not, and what is 1e6 or more, is given by its
    /// significant digits instead: `2.061e-09`.
    public static func tidy(_ number: Double, digits: Int = 4) -> String {
        guard number != 0 else { return "0" }
        let text = fixed(number, digits: digits)
        let looksZero = text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E }
        guard looksZero || number.magnitude >= 1e6 else { return text }
        return significant(number, digits: max(digits, looksZero ? 1 : 6))
    }

    /// Returns a number with its sign always shown, as advantages are: `+1`, `-0.5`, `0`; one that was
    /// worked out and has more digits than a person types, with six of them.
    public static func signed(_ number: Double) -> String {
        let whole = shortest(number)
        let text = whole.utf8.count > 12 ? significant(number, digits: 6) : whole
        return number > 0 ? "+" + text : text
    }

    /// Returns what a number that is not finite is called.
    private static func word(_ number: Double) -> String {
        number.isNaN ? "nan" : (number < 0 ? "-inf" : "inf")
    }

    /// Returns x · 10^power rounded to a whole number, ties to even, or nil where it needs more
    /// than 128 bits on the way.
    private static func scaledInteger(_ x: Double, powerOfTen power: Int) -> UInt128? {
        guard x > 0 else { return 0 }
        let isNormal = x.exponentBitPattern > 0
        let mantissa = UInt128(x.significandBitPattern | (isNormal ? 1 << 52 : 0))
        let exponent = Int(max(x.exponentBitPattern, 1)) - 1075
        var product = mantissa
        for _ in 0..<power { product *= 10 }  // below 2^53 · 10^17 < 2^110
        if exponent >= 0 {
            return product.leadingZeroBitCount >= exponent ? product << UInt128(exponent) : nil
        }
        let shift = -exponent
        guard shift < 127 else { return 0 }
        let whole = product >> UInt128(shift)
        let rest = product - (whole << UInt128(shift))
        let half = UInt128(1) << UInt128(shift - 1)
        let roundsUp = rest > half || (rest == half && whole & 1 == 1)
        return whole + (roundsUp ? 1 : 0)
    }

    /// Returns a whole number's text with a dot and zeros after it.
    private static func padded(_ whole: String, decimals: Int) -> String {
        guard decimals > 0 else { return whole }
        return whole + "." + String(repeating: "0", count: decimals)
    }
}
