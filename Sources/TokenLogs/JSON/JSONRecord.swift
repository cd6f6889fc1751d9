// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The values of one object: scalars in a row, arrays side by side in two pools.
///
/// One is made for a file and filled again for every line.
struct JSONRecord: ~Copyable {
    /// The scalars, and later the values of one token of a response.
    var row = RowValues()

    /// The slots that have a value, as bits.
    private(set) var filled: UInt32 = 0

    /// Whether the object has keys that have not been seen before.
    private(set) var hasNewKeys = false

    /// Whether the object holds several arrays where one is read.
    private(set) var holdsSeveral = false

    /// The keys that were there again in the object, by their places.
    private(set) var repeated: [Int] = []

    private var fillers: [24 of Int] = InlineArray(repeating: 0)
    private var arrays: [24 of Span?] = InlineArray(repeating: nil)
    private var numbers: [Double] = []
    private var texts: [TextSlice] = []

    /// Where an array's values stand in the pools.
    struct Span {
        let number: Int
        let text: Int
        let count: Int
    }

    /// Whether a column is an array whose values belong to tokens.
    var hasAlignedArray: Bool {
        Slot.aligned.contains { arrays[$0.rawValue] != nil }
    }

    /// Returns the array of a slot, or nil where its value is no array.
    func array(_ slot: Slot) -> Span? { arrays[slot.rawValue] }

    /// Puts the value at one place of a slot's array into the row.
    @inline(__always)
    mutating func select(_ slot: Slot, _ span: Span, at index: Int) {
        row[slot] = numbers[span.number + index]
        if slot.kind != .number { row[text: slot] = texts[span.text + index] }
    }

    /// Reads the object that a line holds.
    ///
    /// - Returns: Whether the line holds one whole object and nothing after it.
    mutating func read(_ line: Bytes, _ keys: JSONKeys) -> Bool {
        clear()
        guard var cursor = JSONCursor(line), cursor.take(UInt8(ascii: "{")) else { return false }
        if !cursor.take(UInt8(ascii: "}")) {
            var place = 0
            repeat {
                guard let key = cursor.string(), cursor.take(UInt8(ascii: ":")) else {
                    return false
                }
                guard let found = keys.find(key, at: &place) else {
                    hasNewKeys = true
                    guard cursor.skipValue() else { return false }
                    continue
                }
                if let slot = keys.slots[found], fills(slot, found, keys) {
                    guard readValue(&cursor, slot) else { return false }
                } else if !cursor.skipValue() {
                    return false
                }
            } while cursor.take(.comma)
            guard cursor.take(UInt8(ascii: "}")) else { return false }
        }
        cursor.skipBlanks()
        return cursor.isAtEnd
    }

    /// Forgets the values of the line before, and keeps their memory.
    private mutating func clear() {
        row.clear()
        filled = 0
        hasNewKeys = false
        holdsSeveral = false
        if !repeated.isEmpty { repeated = [] }
        for index in arrays.indices { arrays[index] = nil }
        numbers.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    /// Notes which key fills a slot; returns false where another key before it has the turn.
    @inline(__always)
    private mutating func fills(_ slot: Slot, _ key: Int, _ keys: JSONKeys) -> Bool {
        if filled & slot.bit != 0, !takesOver(slot, key, keys) { return false }
        filled |= slot.bit
        fillers[slot.rawValue] = key
        return true
    }

    /// Returns whether a key counts although its slot has a value; counts keys that come again.
    private mutating func takesOver(_ slot: Slot, _ key: Int, _ keys: JSONKeys) -> Bool {
        let earlier = fillers[slot.rawValue]
        if earlier == key {
            if repeated.count < 100 { repeated.append(key) }
            return true
        }
        return keys.turns[key] < keys.turns[earlier]
    }

    /// Reads the value of a member; of two members with one name, the later counts.
    @inline(__always)
    private mutating func readValue(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        if cursor.peek() == UInt8(ascii: "[") { return readArray(&cursor, slot) }
        arrays[slot.rawValue] = nil
        guard slot.kind != .number else {
            guard let number = cursor.number() else { return false }
            row[slot] = number
            return true
        }
        guard let (number, text) = textValue(&cursor) else { return false }
        row[slot] = number
        row[text: slot] = text
        return true
    }

    /// Takes a string, or a number or word as both what it says and how it is written.
    private func textValue(_ cursor: inout JSONCursor) -> (Double, TextSlice)? {
        if cursor.peek() == .quote { return cursor.string().map { (.missing, $0) } }
        let start = cursor.place
        guard let number = cursor.number() else { return nil }
        guard number.isFinite else { return (number, .absent) }
        let bytes = Bytes(start: start, count: cursor.place - start)
        return (number, TextSlice(bytes: bytes, form: .plain))
    }

    /// Reads an array of plain values; arrays around it that hold nothing else do not count.
    private mutating func readArray(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        let start = cursor
        let span = (number: numbers.count, text: texts.count)
        var depth = 0
        while cursor.take(UInt8(ascii: "[")) { depth += 1 }
        if cursor.peek() != UInt8(ascii: "]") {
            repeat {
                if cursor.peek() == UInt8(ascii: "[") { return skipNested(&cursor, start, slot) }
                guard readElement(&cursor, slot) else { return false }
            } while cursor.take(.comma)
        }
        for level in 0..<depth {
            if level > 0, cursor.peek() == .comma { return skipNested(&cursor, start, slot) }
            guard cursor.take(UInt8(ascii: "]")) else { return false }
        }
        arrays[slot.rawValue] = Span(
            number: span.number, text: span.text, count: numbers.count - span.number)
        return true
    }

    /// Reads one plain value of an array into the pools.
    @inline(__always)
    private mutating func readElement(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        guard slot.kind != .number else {
            guard let number = cursor.number() else { return false }
            numbers.append(number)
            return true
        }
        guard let (number, text) = textValue(&cursor) else { return false }
        numbers.append(number)
        texts.append(text)
        return true
    }

    /// Moves after an array of several arrays, which is no value of one response.
    private mutating func skipNested(
        _ cursor: inout JSONCursor, _ start: JSONCursor, _ slot: Slot
    ) -> Bool {
        cursor = start
        arrays[slot.rawValue] = nil
        row[slot] = .notANumber
        holdsSeveral = holdsSeveral || slot.isAligned
        return cursor.skipValue()
    }
}
