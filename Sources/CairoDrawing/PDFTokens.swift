// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of a PDF, one after the other; every step stays inside the file.
struct PDFTokens {
    /// One word.
    enum Token: Equatable {
        /// A name without its slash.
        case name([UInt8])
        /// What stands in parentheses or as hexadecimal digits, unescaped.
        case string([UInt8])
        /// Two less-than signs.
        case open
        /// Two greater-than signs.
        case close
        /// Anything else: a number, a keyword, a bracket.
        case word([UInt8])
    }

    private let file: [UInt8]
    private var index: Int

    /// Starts at an index of a file.
    init(_ file: [UInt8], from index: Int) {
        self.file = file
        self.index = index
    }

    /// Returns the next word, or nil at the end of the file and where a string does not end.
    mutating func next() -> Token? {
        skipSpace()
        guard let byte = peek() else { return nil }
        index += 1
        switch byte {
        case UInt8(ascii: "("): return literal().map { .string($0) }
        case UInt8(ascii: "/"): return .name(regular())
        case UInt8(ascii: "<"):
            if take("<") { return .open }
            return hexadecimal().map { .string($0) }
        case UInt8(ascii: ">"): return take(">") ? .close : .word([byte])
        default: return Self.isRegular(byte) ? .word([byte] + regular()) : .word([byte])
        }
    }

    private func peek() -> UInt8? { index < file.count ? file[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek() {
            if byte == UInt8(ascii: "%") {
                while let byte = peek(), byte != 10, byte != 13 { index += 1 }
            } else if Self.isSpace(byte) {
                index += 1
            } else {
                return
            }
        }
    }

    private mutating func regular() -> [UInt8] {
        let start = index
        while let byte = peek(), Self.isRegular(byte) { index += 1 }
        return Array(file[start..<index])
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        [0, 9, 10, 12, 13, 32].contains(byte)
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        !isSpace(byte) && !"()<>[]{}/%".utf8.contains(byte)
    }

    /// Reads on to the end of a string of hexadecimal digits; nil where it is no such string.
    private mutating func hexadecimal() -> [UInt8]? {
        var bytes: [UInt8] = []
        var first: UInt8?
        while let byte = peek() {
            index += 1
            if byte == UInt8(ascii: ">") { return bytes + (first.map { [$0 << 4] } ?? []) }
            if Self.isSpace(byte) { continue }
            guard let digit = Self.digit(byte) else { return nil }
            if let high = first { bytes.append(high << 4 | digit) }
            first = first == nil ? digit : nil
        }
        return nil
    }

    /// Returns the value of a hexadecimal digit, or nil.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Reads on to the end of a string in parentheses; nil where the file ends before.
    private mutating func literal() -> [UInt8]? {
        var bytes: [UInt8] = []
        var depth = 1
        while let byte = peek() {
            index += 1
            switch byte {
            case UInt8(ascii: "\\"): bytes += escaped()
            case UInt8(ascii: "("):
                depth += 1
                bytes.append(byte)
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return bytes }
                bytes.append(byte)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// Reads what stands after a backslash.
    private mutating func escaped() -> [UInt8] {
        guard let byte = peek() else { return [] }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case 10: return []
        case 13:
            if peek() == 10 { index += 1 }
            return []
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return [octal(byte)]
        default: return [byte]
        }
    }

    /// Reads on to the end of at most three octal digits.
    private mutating func octal(_ first: UInt8) -> UInt8 {
        var value = Int(first) - 48
        for _ in 0..<2 {
            guard let byte = peek(), byte >= 48, byte < 56 else { break }
            value = value * 8 + Int(byte) - 48
            index += 1
        }
        return UInt8(truncatingIfNeeded: value)
    }
}
