// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a line of JSON.
///
/// It reads what trainers write, not only what the standard allows: bare `NaN` and `Infinity`,
/// control characters in strings. It never recurses, so nesting cannot exhaust the stack.
@usableFromInline package struct JSONCursor {
    /// The next byte.
    @usableFromInline package var place: Cursor
    /// After the last byte.
    @usableFromInline package let end: Cursor

    /// Starts at a line; nil for an empty one.
    @inlinable
    package init?(_ line: Bytes) {
        guard let start = line.baseAddress else { return nil }
        place = start
        end = start + line.count
    }

    /// Whether nothing is left.
    @inlinable package var isAtEnd: Bool { place == end }

    /// Moves after blanks.
    @inlinable @inline(__always)
    package mutating func skipBlanks() {
        while place < end, place.pointee.isBlank { place += 1 }
    }

    /// Moves after blanks and one byte, where the byte is there; returns whether it was.
    @inlinable @inline(__always)
    package mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard place < end, place.pointee == byte else { return false }
        place += 1
        return true
    }

    /// The byte after blanks, or 0 at the end.
    @inlinable @inline(__always)
    package mutating func peek() -> UInt8 {
        skipBlanks()
        return place < end ? place.pointee : 0
    }

    /// Takes a string whose opening quote is next; nil where it is not, or does not end.
    @inlinable @inline(__always)
    package mutating func string() -> TextSlice? {
        guard take(.quote) else { return nil }
        let start = place
        skipPlainText()
        guard place < end, place.pointee == .quote else { return escapedString(from: start) }
        let bytes = Bytes(start: start, count: place - start)
        place += 1
        return TextSlice(bytes: bytes, form: .plain)
    }

    /// Moves to the next quote or backslash, or to the end.
    @inlinable @inline(__always)
    mutating func skipPlainText() {
        while end - place >= 8 {
            let ends = ByteWord(at: place).textEnds
            place += ByteWord.place(ofFirst: ends)
            guard ends == 0 else { return }
        }
        while place < end, place.pointee != .quote, place.pointee != .backslash { place += 1 }
    }

    /// Takes the rest of a string from its first backslash on; nil where it does not end.
    @inline(never) @usableFromInline
    mutating func escapedString(from start: Cursor) -> TextSlice? {
        while place < end, place.pointee != .quote {
            place += 1
            guard place < end else { return nil }
            place += 1
            skipPlainText()
        }
        guard place < end else { return nil }
        let bytes = Bytes(start: start, count: place - start)
        place += 1
        return TextSlice(bytes: bytes, form: .escaped)
    }

    /// Takes a number or a word such as `null`, or a number inside a string.
    ///
    /// - Returns: The number or a NaN that says why there is none; nil where no value is next.
    @inlinable @inline(__always)
    package mutating func number() -> Double? {
        skipBlanks()
        if let number = shortDecimal(&place, end) { return number }
        return otherNumber()
    }

    /// Takes a value of any length or form as ``number()`` does.
    @inline(never) @usableFromInline
    mutating func otherNumber() -> Double? {
        let start = place
        let number = decimalNumber(&place, end)
        if place > start, isAtEnd || place.pointee.endsWord { return number }
        place = start
        let first = peek()
        if first == .quote { return string().map { fieldNumber($0.bytes) } }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return skipValue() ? .notANumber : nil
        }
        let word = word()
        return word.isEmpty ? nil : fieldNumber(word)
    }
}

extension UInt8 {
    /// Whether a number or a word of JSON ends before the byte.
    @inlinable @inline(__always)
    package var endsWord: Bool {
        switch self {
        case .comma, UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "["),
            UInt8(ascii: "{"), .quote:
            true
        default: isBlank
        }
    }
}
