// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension JSONRecord {
    /// Reads the value of a member; of two members with one name, the later counts.
    @inline(__always)
    mutating func readValue(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        if cursor.peek() == UInt8(ascii: "[") { return readArray(&cursor, slot) }
        setArray(slot, nil)
        written |= slot.bit
        guard slot.kind == .number else { return readText(&cursor, slot) }
        guard let number = cursor.number() else { return false }
        row[place: slot.rawValue] = number
        return true
    }

    /// Reads what names something, or the text of a token.
    private mutating func readText(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        guard let (number, text) = textValue(&cursor) else { return false }
        row[place: slot.rawValue] = number
        row[textPlace: slot.rawValue] = text
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
}

// MARK: - Arrays

extension JSONRecord {
    /// Reads an array of plain values; arrays around it that hold nothing else do not count.
    private mutating func readArray(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        if countsOnly(slot), let count = cursor.skipWholeNumbers() {
            setArray(slot, Span(number: 0, text: 0, count: count, isKept: false))
            return true
        }
        let start = cursor
        var depth = 0
        while cursor.take(UInt8(ascii: "[")) { depth += 1 }
        let (number, text) = (numbers.count, texts.count)
        var counted = 0
        if cursor.peek() != UInt8(ascii: "]") {
            repeat {
                counted += readRun(&cursor, slot)
                if cursor.peek() == UInt8(ascii: "[") { return skipNested(&cursor, start, slot) }
                guard readElement(&cursor, slot) else { return false }
                counted += 1
            } while cursor.take(.comma)
        }
        for level in 0..<depth {
            if level > 0, cursor.peek() == .comma { return skipNested(&cursor, start, slot) }
            guard cursor.take(UInt8(ascii: "]")) else { return false }
        }
        setArray(
            slot, Span(number: number, text: text, count: counted, isKept: keeps(slot)))
        return true
    }

    /// Whether it only matters how many values an array has, as long as they are whole numbers.
    private func countsOnly(_ slot: Slot) -> Bool {
        slot == .tokenID && !readsTexts && written & slot.bit == 0
    }

    /// Whether the values of a slot's arrays are kept.
    private func keeps(_ slot: Slot) -> Bool { slot.kind != .text || readsTexts }

    /// Reads one plain value of an array into the pools.
    @inline(__always)
    private mutating func readElement(_ cursor: inout JSONCursor, _ slot: Slot) -> Bool {
        guard slot.kind != .number else {
            guard let number = cursor.number() else { return false }
            numbers.append(number)
            return true
        }
        guard let (number, text) = textValue(&cursor) else { return false }
        guard keeps(slot) else { return true }
        numbers.append(number)
        texts.append(text)
        return true
    }

    /// Reads plain values one after the other, each with the comma behind it, as far as they need no
    /// second look; returns how many they are.
    @inline(__always)
    private mutating func readRun(_ cursor: inout JSONCursor, _ slot: Slot) -> Int {
        if slot.kind == .number { return readNumbers(&cursor) }
        return keeps(slot) ? 0 : skipTexts(&cursor)
    }

    /// Reads numbers with the commas behind them.
    @inline(__always)
    private mutating func readNumbers(_ cursor: inout JSONCursor) -> Int {
        let (before, end) = (numbers.count, cursor.end)
        var place = cursor.place
        numbers.append {
            var next = place
            let number = shortDecimal(&next, end) ?? decimalNumber(&next, end)
            guard next > place, next < end, next.pointee == .comma else { return nil }
            place = next + 1
            if place < end, place.pointee == UInt8(ascii: " ") { place += 1 }
            return number
        }
        cursor.place = place
        return numbers.count - before
    }

    /// Moves after texts with the commas behind them.
    private func skipTexts(_ cursor: inout JSONCursor) -> Int {
        var count = 0
        while cursor.peek() == .quote {
            let start = cursor.place
            guard cursor.string() != nil, !cursor.isAtEnd, cursor.place.pointee == .comma else {
                cursor.place = start
                break
            }
            cursor.place += 1
            count += 1
        }
        return count
    }

    /// Moves after an array of several arrays, which is no value of one response.
    private mutating func skipNested(
        _ cursor: inout JSONCursor, _ start: JSONCursor, _ slot: Slot
    ) -> Bool {
        cursor = start
        setArray(slot, nil)
        if written & slot.bit == 0 { row.forget(slot) }
        written |= slot.bit
        row[slot] = .notANumber
        holdsSeveral = holdsSeveral || slot.isAligned
        return cursor.skipValue()
    }
}
