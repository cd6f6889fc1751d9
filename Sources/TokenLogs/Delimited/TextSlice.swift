// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes of a line; valid until the next line is read.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// The text of one field as the file has it, not yet decoded; valid until the next line is read.
struct TextSlice {
    /// How the text is written in the file.
    enum Form {
        /// There is no text.
        case absent
        /// As it is.
        case plain
        /// With every quote doubled, as inside a quoted CSV field.
        case doubledQuotes
        /// With backslash escapes, as in a JSON string.
        case escaped
    }

    /// The bytes, without the quotes around them.
    let bytes: Bytes

    /// How the text is written.
    let form: Form

    /// No text.
    static var absent: TextSlice { TextSlice(bytes: Bytes(start: nil, count: 0), form: .absent) }

    /// The text, with U+FFFD where the bytes are not UTF-8; nil where there is none.
    var string: String? {
        switch form {
        case .absent: nil
        case .plain: String(decoding: bytes, as: UTF8.self)
        case .doubledQuotes: String(decoding: withSingleQuotes, as: UTF8.self)
        case .escaped: unescapedJSON(bytes)
        }
    }

    private var withSingleQuotes: [UInt8] {
        var single: [UInt8] = []
        single.reserveCapacity(bytes.count)
        var isSecond = false
        for byte in bytes {
            isSecond = byte == .quote && !isSecond
            if byte != .quote || isSecond { single.append(byte) }
        }
        return single
    }
}

extension UInt8 {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let backslash = UInt8(ascii: "\\")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Whether the byte is a blank between JSON's words or around a number.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

/// Returns the text of a JSON string without its escapes.
///
/// Pairs of surrogates become one scalar; a surrogate alone and an unknown escape become U+FFFD
/// and the escaped byte. Bytes that are not UTF-8 become U+FFFD.
func unescapedJSON(_ bytes: Bytes) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        let byte = bytes[index]
        index += 1
        guard byte == .backslash, index < bytes.count else {
            text.append(byte)
            continue
        }
        let letter = bytes[index]
        index += 1
        if letter == UInt8(ascii: "u") {
            text.append(contentsOf: String(unicodeEscape(bytes, &index)).utf8)
        } else {
            text.append(plainEscape(letter))
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// Returns the byte that a one-letter escape stands for.
private func plainEscape(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: letter
    }
}

/// Returns the scalar of a `\u` escape whose digits start at an index, and moves behind it.
private func unicodeEscape(_ bytes: Bytes, _ index: inout Int) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let first = hexadecimal(bytes, index) else { return replacement }
    index += 4
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == .backslash,
        bytes[index + 1] == UInt8(ascii: "u"), let second = hexadecimal(bytes, index + 2),
        0xDC00...0xDFFF ~= second
    else { return replacement }
    index += 6
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
}

/// Returns the number of four hexadecimal digits, or nil where they are not there.
private func hexadecimal(_ bytes: Bytes, _ index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[index..<index + 4] {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
            return nil
        }
        number = number << 4 | UInt32(digit)
    }
    return number
}
