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
        // Where there is no mark, the next place must not wait for where one would be.
        var next = place
        while end - next >= 16 {
            let (first, second) = (
                ByteWord(at: next).structure, ByteWord(at: next + 8).structure
            )
            guard first | second == 0 else {
                place = next + ByteWord.place(ofFirst: first)
                if first == 0 { place += ByteWord.place(ofFirst: second) }
                return
            }
            next += 16
        }
        place = next
        while place < end, place.pointee != .quote, !place.pointee.isBracket { place += 1 }
    }

    /// Moves after an array of whole numbers of at most seven digits, which may be as they are.
    ///
    /// - Returns: How many they are; nil, without moving, where something else is in it, or nothing.
    package mutating func skipWholeNumbers() -> Int? {
        var (next, count) = (place + 1, 0)
        while next < end {
            let digits = digitCount(from: next)
            next += digits
            guard 1...7 ~= digits, next < end else { return nil }
            count += 1
            if next.pointee == UInt8(ascii: "]") {
                place = next + 1
                return count
            }
            guard next.pointee == .comma else { return nil }
            next += 1
            if next < end, next.pointee == UInt8(ascii: " ") { next += 1 }
        }
        return nil
    }

    /// Returns how many digits stand at a place; 8 for more.
    @inline(__always)
    private func digitCount(from start: Cursor) -> Int {
        if end - start >= 8 { return ByteWord(at: start).digitCount }
        var next = start
        while next < end, next.pointee &- UInt8(ascii: "0") <= 9 { next += 1 }
        return next - start
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
