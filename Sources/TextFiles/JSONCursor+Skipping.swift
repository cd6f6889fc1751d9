// SPDX-License-Identifier: GPL-3.0-or-later

extension JSONCursor {
    /// Takes a number or a word up to the next comma, bracket or blank.
    @inlinable @inline(__always)
    package mutating func word() -> Bytes {
        let start = place
        skipWord()
        return Bytes(start: start, count: place - start)
    }

    /// Moves to where a number or a word ends.
    @inlinable @inline(__always)
    mutating func skipWord() {
        while end - place >= 8 {
            let ends = ByteWord(at: place).wordEnds
            place += ByteWord.place(ofFirst: ends)
            guard ends == 0 else {
                // Not every mark is an end.
                if place.pointee.endsWord { return }
                place += 1
                continue
            }
        }
        while place < end, !place.pointee.endsWord { place += 1 }
    }

    /// Moves after any value; returns false where it does not end.
    ///
    /// What is not read is not checked, but for its brackets and strings.
    @inlinable @inline(__always)
    package mutating func skipValue() -> Bool {
        switch peek() {
        case .quote: return string() != nil
        case UInt8(ascii: "["), UInt8(ascii: "{"): return skipNested()
        default:
            let start = place
            skipWord()
            return place > start
        }
    }

    /// Moves after an array or an object, whose bracket is next; returns false where it does not end.
    @inline(never) @usableFromInline
    mutating func skipNested() -> Bool {
        var depth = 0
        repeat {
            skipToStructure()
            guard place < end else { return false }
            switch place.pointee {
            case .quote:
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
            place += 1
        } while depth > 0
        return true
    }

    /// Moves to the next quote or bracket, or to a byte that looks like one in its bits, or to the end.
    @inline(__always)
    private mutating func skipToStructure() {
        while end - place >= 8 {
            let marks = ByteWord(at: place).structure
            place += ByteWord.place(ofFirst: marks)
            guard marks == 0 else { return }
        }
        while place < end, place.pointee != .quote, !place.pointee.isBracket { place += 1 }
    }

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

extension UInt8 {
    /// Whether the byte opens or closes an array or an object.
    fileprivate var isBracket: Bool {
        switch self {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }
}
