// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension JSONRecord {
    /// Reads the object that a line holds.
    ///
    /// - Returns: Whether the line holds one whole object and nothing after it.
    mutating func read(_ line: Bytes, _ keys: JSONKeys) -> Bool {
        begin()
        guard var cursor = JSONCursor(line) else { return false }
        let start = cursor.place
        var place = 0
        if lead.isRepeated(by: line) {
            resume(&cursor, &place)
        } else {
            lead.begin(at: start)
            guard cursor.take(UInt8(ascii: "{")) else { return false }
            if cursor.take(UInt8(ascii: "}")) { return isEnd(&cursor) }
        }
        while true {
            guard readMember(&cursor, &place, keys) else { return false }
            guard cursor.take(.comma) else { break }
            if lead.isOpen { lead.extend(to: cursor.place, place: place, filled: filled) }
        }
        return cursor.take(UInt8(ascii: "}")) && isEnd(&cursor)
    }

    /// Reads a member, or moves after one that is not read.
    @inline(__always)
    private mutating func readMember(
        _ cursor: inout JSONCursor, _ place: inout Int, _ keys: JSONKeys
    ) -> Bool {
        cursor.skipBlanks()
        if place < count, patterns[place].isTaken(from: &cursor) {
            place += 1
        } else if let isWhole = readOtherKey(&cursor, &place, keys) {
            return isWhole
        }
        let key = place - 1
        guard let slot = patterns[key].slot, fills(slot, key, keys) else {
            return patterns[key].isLength ? readLength(&cursor) : cursor.skipValue()
        }
        if lead.isOpen, naming & slot.bit == 0 || cursor.peek() == UInt8(ascii: "[") {
            lead.close()
        }
        return readValue(&cursor, slot)
    }

    /// Takes how long the response is; anything but a number is none.
    @inline(never)
    private mutating func readLength(_ cursor: inout JSONCursor) -> Bool {
        // It may be another one in the next object.
        lead.close()
        guard cursor.peek() != UInt8(ascii: "[") else { return cursor.skipValue() }
        guard let number = cursor.number() else { return false }
        statedLength = number
        return true
    }

    /// Takes a key that is not the one expected, whose place is before the one expected next.
    ///
    /// - Returns: Nil where the key has been seen before; else whether its value, which is not read,
    ///   ends.
    @inline(never)
    private mutating func readOtherKey(
        _ cursor: inout JSONCursor, _ place: inout Int, _ keys: JSONKeys
    ) -> Bool? {
        guard let key = cursor.string(), cursor.take(UInt8(ascii: ":")) else { return false }
        if keys.find(key, at: &place) != nil { return nil }
        hasNewKeys = true
        lead.close()
        return cursor.skipValue()
    }

    /// Notes which key fills a slot; returns false where another key before it has the turn.
    @inline(__always)
    private mutating func fills(_ slot: Slot, _ key: Int, _ keys: JSONKeys) -> Bool {
        if filled & slot.bit != 0, !takesOver(slot, key, keys) { return false }
        filled |= slot.bit
        (fillers + slot.rawValue).initialize(to: key)
        return true
    }

    /// Returns whether a key counts although its slot has a value; counts keys that come again.
    private mutating func takesOver(_ slot: Slot, _ key: Int, _ keys: JSONKeys) -> Bool {
        lead.forget()
        let earlier = fillers[slot.rawValue]
        if earlier == key {
            if repeated.count < 100 { repeated.append(key) }
            return true
        }
        return keys.turns[key] < keys.turns[earlier]
    }
}

// MARK: - From object to object

extension JSONRecord {
    /// Begins an object, and keeps the memory of the one before.
    private mutating func begin() {
        // What an array was selected into is the last value of a response.
        stale |= written | arrays
        (filled, written, arrays) = (0, 0, 0)
        hasNewKeys = false
        holdsSeveral = false
        statedLength = .missing
        row.repeatsKey = false
        if !repeated.isEmpty { repeated = [] }
        numbers.empty()
        texts.empty()
    }

    /// Goes on after the beginning that the object has in common with the one before.
    private mutating func resume(_ cursor: inout JSONCursor, _ place: inout Int) {
        cursor.place += lead.length
        place = lead.place
        (filled, written) = (lead.filled, lead.filled)
        row.repeatsKey = filled & naming == naming
    }

    /// Forgets what the object has no values for, and returns whether nothing follows it.
    private mutating func isEnd(_ cursor: inout JSONCursor) -> Bool {
        var rest = stale & ~written
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            row[place: place] = .missing
            row[textPlace: place] = .absent
            rest &= rest - 1
        }
        stale = 0
        cursor.skipBlanks()
        return cursor.isAtEnd
    }
}
