// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A key of an object and its value, valid as long as the bytes they point into.
struct JSONMember {
    /// The key as the file has it, without quotes and with its escapes.
    let key: TextSlice
    var value: JSONValue

    /// The key as a text.
    var name: String { key.string ?? "" }

    /// Appends the member as it stands in an object.
    func write(to text: inout [UInt8]) {
        text.append(.quote)
        text.append(contentsOf: key.bytes)
        text.append(.quote)
        text.append(UInt8(ascii: ":"))
        value.write(to: &text)
    }
}

extension [JSONMember] {
    /// The members of an object, or nil where a value is no whole object.
    init?(_ object: Bytes) {
        self = []
        var members = JSONMembers(object)
        while let member = members.next() { append(member) }
        guard members.isWhole else { return nil }
    }

    /// Adds the members of an outer object whose keys are not there.
    mutating func inherit(_ outer: [JSONMember]) {
        for member in outer where !contains(where: { $0.name == member.name }) { append(member) }
    }

    /// Appends the object on a line of its own.
    func writeLine(to text: inout [UInt8]) {
        text.append(UInt8(ascii: "{"))
        for (index, member) in enumerated() {
            if index > 0 { text.append(.comma) }
            member.write(to: &text)
        }
        text.append(UInt8(ascii: "}"))
        text.append(.newline)
    }
}

/// The members of an object, one after the other.
struct JSONMembers {
    private var cursor: JSONCursor?
    private var isFirst = true

    /// Whether the object has been read to its end, and nothing but blanks follows.
    private(set) var isWhole = false

    /// Starts before the first member; there is none where the bytes are no object.
    init(_ object: Bytes) {
        cursor = JSONCursor(object)
        if cursor?.take(UInt8(ascii: "{")) != true { cursor = nil }
    }

    /// Takes the next member; nil after the last, and where the object is damaged.
    mutating func next() -> JSONMember? {
        guard var cursor else { return nil }
        self.cursor = nil
        if cursor.take(UInt8(ascii: "}")) {
            cursor.skipBlanks()
            isWhole = cursor.isAtEnd
            return nil
        }
        guard isFirst || cursor.take(.comma), let key = cursor.string(),
            cursor.take(UInt8(ascii: ":"))
        else { return nil }
        isFirst = false
        cursor.skipBlanks()
        let start = cursor.place
        guard cursor.skipValue() else { return nil }
        self.cursor = cursor
        return JSONMember(
            key: key, value: JSONValue(bytes: Bytes(start: start, count: cursor.place - start)))
    }
}
