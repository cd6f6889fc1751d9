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
        var form = TextSlice.Form.plain
        while place < end {
            let byte = place.pointee
            if byte == .quote {
                let bytes = Bytes(start: start, count: place - start)
                place += 1
                return TextSlice(bytes: bytes, form: form)
            }
            if byte == .backslash {
                form = .escaped
                place += 1
                guard place < end else { return nil }
            }
            place += 1
        }
        return nil
    }

    /// Takes a number or a word up to the next comma, bracket or blank.
    @inlinable @inline(__always)
    package mutating func word() -> Bytes {
        let start = place
        while place < end, !place.pointee.endsWord { place += 1 }
        return Bytes(start: start, count: place - start)
    }

    /// Takes a number or a word such as `null`, or a number inside a string.
    ///
    /// - Returns: The number or a NaN that says why there is none; nil where no value is next.
    @inlinable @inline(__always)
    package mutating func number() -> Double? {
        let first = peek()
        if first == .quote { return string().map { fieldNumber($0.bytes) } }
        let start = place
        let number = decimalNumber(&place, end)
        if place > start, isAtEnd || place.pointee.endsWord { return number }
        place = start
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return skipValue() ? .notANumber : nil
        }
        let word = word()
        return word.isEmpty ? nil : fieldNumber(word)
    }

    /// Moves after any value; returns false where it does not end.
    ///
    /// What is not read is not checked, but for its brackets and strings.
    @usableFromInline package mutating func skipValue() -> Bool {
        var depth = 0
        repeat {
            switch peek() {
            case .quote:
                guard string() != nil else { return false }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                place += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                place += 1
                guard depth >= 0 else { return false }
            case .comma, UInt8(ascii: ":"):
                guard depth > 0 else { return false }
                place += 1
            default:
                guard !word().isEmpty else { return false }
            }
        } while depth > 0
        return true
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

extension JSONCursor {
    /// Returns the keys of the object that a line holds, or nil where it holds none whole.
    package static func keys(_ line: Bytes) -> [String]? {
        guard var cursor = JSONCursor(line), cursor.take(UInt8(ascii: "{")) else { return nil }
        var keys: [String] = []
        if !cursor.take(UInt8(ascii: "}")) {
            repeat {
                guard let key = cursor.string()?.string, cursor.take(UInt8(ascii: ":")),
                    cursor.skipValue()
                else { return nil }
                keys.append(key)
            } while cursor.take(.comma)
            guard cursor.take(UInt8(ascii: "}")) else { return nil }
        }
        cursor.skipBlanks()
        return cursor.isAtEnd ? keys : nil
    }
}
