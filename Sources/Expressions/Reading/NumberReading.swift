// SPDX-License-Identifier: GPL-3.0-or-later

extension NumberText {
    /// Returns the number that a whole text spells, or nil where it spells none.
    ///
    /// Read are digits with a dot (`0.05`, `.5`), a sign, a power of ten (`1e-3`), one of the
    /// endings `%`, `k` (thousand) and `M` (million), and `inf`. The value is the double nearest
    /// to the decimal number, endings included. The C locale plays no part. Not read: blanks,
    /// hexadecimal, `nan`, `infinity`, a comma, and numbers beyond the largest double.
    public static func parse<Text: StringProtocol>(_ text: Text) -> Double? {
        parse(Array(text.unicodeScalars.prefix(longestLiteral + 2)))
    }

    /// Returns the same for the scalars of a text.
    public static func parse(_ text: [Unicode.Scalar]) -> Double? {
        var scalars = text.prefix(longestLiteral + 2)
        var sign = 1.0
        if let first = scalars.first, first == "+" || first == "-" || first == "\u{2212}" {
            sign = first == "+" ? 1 : -1
            scalars.removeFirst()
        }
        if scalars.elementsEqual("inf".unicodeScalars) {
            return sign * .infinity
        }
        guard let literal = literal(in: text, at: scalars.startIndex),
            literal.end == scalars.endIndex, literal.value.isFinite
        else { return nil }
        return sign * literal.value
    }

    /// The most digits, dots and signs that a number may have.
    static let longestLiteral = 800

    /// Returns the unsigned number that begins at a place, with where it ends, or nil.
    ///
    /// A number beyond the largest double gives infinity.
    static func literal(in text: [Unicode.Scalar], at start: Int) -> (value: Double, end: Int)? {
        var end = start
        func skipDigits() {
            while end < text.count, isDigit(text[end]), end - start <= longestLiteral { end += 1 }
        }
        skipDigits()
        let hasWhole = end > start
        if end + 1 < text.count, text[end] == ".", isDigit(text[end + 1]) {
            end += 1
            skipDigits()
        }
        guard end > start, hasWhole || text[start] == "." else { return nil }
        let mantissaEnd = end
        var power = 0
        if let exponent = exponent(in: text, at: end) {
            power = exponent.value
            end = exponent.end
        }
        if end < text.count, let ending = ending(text[end]) {
            power += ending
            end += 1
        }
        // One conversion of the whole decimal number rounds once; 0.1 / 100 would round twice.
        // Through bytes: most of a script's numbers are read here.
        var spelled = hasWhole ? [] : [UInt8(ascii: "0")]
        spelled += text[start..<mantissaEnd].lazy.map { UInt8(truncatingIfNeeded: $0.value) }
        if power != 0 { spelled += "e\(power)".utf8 }
        return Double(String(decoding: spelled, as: UTF8.self)).map { ($0, end) }
    }

    /// Returns the power of ten that an ending stands for, or nil where it is none.
    private static func ending(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "%": -2
        case "k": 3
        case "M": 6
        default: nil
        }
    }

    /// Returns the power of ten `e-3` that begins at a place, with where it ends, or nil.
    private static func exponent(
        in text: [Unicode.Scalar], at start: Int
    ) -> (value: Int, end: Int)? {
        guard start < text.count, text[start] == "e" || text[start] == "E" else { return nil }
        var end = start + 1
        var sign = 1
        if end < text.count, text[end] == "+" || text[end] == "-" || text[end] == "\u{2212}" {
            sign = text[end] == "+" ? 1 : -1
            end += 1
        }
        guard end < text.count, isDigit(text[end]) else { return nil }
        var value = 0
        while end < text.count, isDigit(text[end]) {
            // Beyond four digits every double is 0 or infinite already.
            value = min(value * 10 + Int(text[end].value - 48), 9999)
            end += 1
        }
        return (sign * value, end)
    }

    /// Returns whether a scalar is one of the ten ASCII digits.
    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
