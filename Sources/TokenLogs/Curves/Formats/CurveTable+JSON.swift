// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveTable {
    /// The deepest nesting whose numbers are read; what lies deeper is passed over.
    private static let deepest = 8

    /// Takes an object as one record, those inside it included.
    ///
    /// - Parameter cursor: Before the object; after it, or where it is broken.
    /// - Returns: Whether there is a whole one; nothing is kept of a broken one.
    mutating func readObject(_ cursor: inout JSONCursor) -> Bool {
        let isWhole = readMembers(&cursor)
        if isWhole { endRecord() } else { dropRecord() }
        if isWhole, format.isEmpty { format = "JSON lines" }
        return isWhole
    }

    private mutating func readMembers(_ cursor: inout JSONCursor) -> Bool {
        guard cursor.take(UInt8(ascii: "{")) else { return false }
        var outer: [(object: Int, key: Int)] = []
        var (object, key) = (0, -1)
        var mayEnd = true
        while true {
            if mayEnd, cursor.take(UInt8(ascii: "}")) {
                guard let last = outer.popLast() else { return true }
                (object, key) = last
                mayEnd = !cursor.take(.comma)
                if mayEnd, cursor.peek() != UInt8(ascii: "}") { return false }
                continue
            }
            guard let next = plan.key(&cursor, of: object, after: key),
                cursor.take(UInt8(ascii: ":"))
            else { return false }
            key = next
            if cursor.peek() == UInt8(ascii: "{"), outer.count < Self.deepest {
                cursor.place += 1
                outer.append((object, key))
                (object, key, mayEnd) = (plan.inner(key, of: object), -1, true)
                continue
            }
            guard readValue(&cursor, key, of: object) else { return false }
            mayEnd = !cursor.take(.comma)
            if mayEnd, cursor.peek() != UInt8(ascii: "}") { return false }
        }
    }

    /// Takes the value of a key.
    @inline(__always)
    private mutating func readValue(
        _ cursor: inout JSONCursor, _ key: Int, of object: Int
    ) -> Bool {
        guard let column = column(key, of: object) else { return cursor.skipValue() }
        switch cursor.peek() {
        case .quote:
            guard let text = cursor.string() else { return false }
            add(text, to: column)
            return true
        case UInt8(ascii: "["): return readList(&cursor, column)
        default:
            guard let number = cursor.number() else { return false }
            add(number, to: column)
            return true
        }
    }

    /// Takes a list, which is a number where it holds one alone, as slices of batches do.
    private mutating func readList(_ cursor: inout JSONCursor, _ column: Int) -> Bool {
        var inside = cursor
        inside.place += 1
        let first = inside.peek()
        if first != UInt8(ascii: "["), first != UInt8(ascii: "{"), first != .quote,
            let number = inside.number(), inside.take(UInt8(ascii: "]"))
        {
            cursor = inside
            add(number, to: column)
            return true
        }
        add(.notANumber, to: column)
        return cursor.skipValue()
    }

    /// Returns the column that a key leads to; nil where its name is too long or there are too many.
    @inline(__always)
    private mutating func column(_ key: Int, of object: Int) -> Int? {
        let known = plan.objects[object].targets[key].column
        return known < 0 ? newColumn(key, of: object) : Int(known)
    }

    @inline(never)
    private mutating func newColumn(_ key: Int, of object: Int) -> Int? {
        let name = plan.name(of: key, in: object)
        guard name.utf8.count <= Self.longestName, let place = place(of: name) else { return nil }
        plan.objects[object].targets[key].column = Int32(place)
        return place
    }
}
