// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of a JSON string without its escapes.
///
/// Pairs of surrogates become one scalar; a surrogate alone and an unknown escape become U+FFFD
/// and the escaped byte. Who wants to know of these looks at ``fault``.
struct JSONText {
    /// The text in UTF-8, as far as the file's bytes are.
    private(set) var bytes: [UInt8] = []

    /// The first escape that is none, and after which byte of the string that is known.
    private(set) var fault: (Fault, offset: Int)?

    /// What is wrong with an escape.
    enum Fault {
        case unknown, digits, half
    }

    /// The text, with U+FFFD where the bytes are not UTF-8.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    init(_ source: Bytes) {
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            let byte = source[index]
            index += 1
            guard byte == .backslash, index < source.count else {
                bytes.append(byte)
                continue
            }
            let letter = source[index]
            index += 1
            if letter == UInt8(ascii: "u") {
                let start = index
                let (scalar, fault) = Self.scalar(source, &index)
                bytes.append(contentsOf: String(scalar).utf8)
                if let fault { note(fault, fault == .digits ? start : index) }
            } else {
                if !"nrtbf\"\\/".utf8.contains(letter) { note(.unknown, index) }
                bytes.append(Self.meaning(of: letter))
            }
        }
    }

    private mutating func note(_ fault: Fault, _ offset: Int) {
        self.fault = self.fault ?? (fault, offset)
    }

    /// Returns the byte that a one-letter escape stands for.
    private static func meaning(of letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: letter
        }
    }

    /// Returns the scalar of a `\u` escape whose digits start at an index, and moves after it.
    private static func scalar(_ source: Bytes, _ index: inout Int) -> (Unicode.Scalar, Fault?) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let first = hexadecimal(source, index) else { return (replacement, .digits) }
        index += 4
        if let scalar = Unicode.Scalar(first) { return (scalar, nil) }
        guard first < 0xDC00, index + 1 < source.count, source[index] == .backslash,
            source[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(source, index + 2),
            0xDC00...0xDFFF ~= second
        else { return (replacement, .half) }
        index += 6
        let pair = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        return (pair ?? replacement, nil)
    }

    /// Returns the number of four hexadecimal digits, or nil where they are not there.
    private static func hexadecimal(_ source: Bytes, _ index: Int) -> UInt32? {
        guard index + 4 <= source.count else { return nil }
        var number: UInt32 = 0
        for byte in source[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                return nil
            }
            number = number << 4 | UInt32(digit)
        }
        return number
    }
}
