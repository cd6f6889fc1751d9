// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A value of JSON as the file has it, valid as long as the bytes it points into.
struct JSONValue {
    /// The bytes of the value, or of elements that an array is still to be made of.
    let bytes: Bytes

    /// Whether the bytes are elements without the brackets around them.
    var areElements = false

    private static let null = StaticString("null")

    /// No value.
    static var none: JSONValue {
        JSONValue(bytes: Bytes(start: null.utf8Start, count: null.utf8CodeUnitCount))
    }

    /// What sort of value it is.
    enum Sort {
        case single, array, object
    }

    /// What sort of value it is, by its first byte.
    var sort: Sort {
        if areElements { return .array }
        return switch bytes.first {
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "{"): .object
        default: .single
        }
    }

    /// How many arrays around a value are looked through: each costs a look at all of it.
    static let mostWrappers = 4

    /// The value without arrays around it that hold one array and nothing else.
    var unwrapped: JSONValue {
        var value = self
        for _ in 0..<Self.mostWrappers {
            guard value.holdsArray, let inner = value.onlyElement else { break }
            value = inner
        }
        return value
    }

    /// Whether it is an array that begins with an array.
    var holdsArray: Bool {
        guard !areElements, sort == .array, var cursor = JSONCursor(bytes) else { return false }
        return cursor.take(UInt8(ascii: "[")) && cursor.peek() == UInt8(ascii: "[")
    }

    /// The first element of an array, or nil.
    var firstElement: JSONValue? {
        var elements = JSONElements(self)
        return elements.next()
    }

    /// The element of an array of one, or nil.
    private var onlyElement: JSONValue? {
        var elements = JSONElements(self)
        let first = elements.next()
        return elements.next() == nil ? first : nil
    }

    /// The number of an array's elements.
    var count: Int {
        var elements = JSONElements(self)
        var count = 0
        while elements.next() != nil { count += 1 }
        return count
    }

    /// Appends the value as it stands in a text.
    func write(to text: inout [UInt8]) {
        if areElements { text.append(UInt8(ascii: "[")) }
        text.append(contentsOf: bytes)
        if areElements { text.append(UInt8(ascii: "]")) }
    }
}

/// The elements of an array, one after the other.
struct JSONElements {
    private var cursor: JSONCursor?
    private var isFirst = true

    /// Starts before the first element; there is none where the value is no array.
    init(_ value: JSONValue) {
        cursor = JSONCursor(value.bytes)
        guard !value.areElements else { return }
        if cursor?.take(UInt8(ascii: "[")) != true { cursor = nil }
    }

    /// Takes the next element; nil after the last.
    mutating func next() -> JSONValue? {
        guard var cursor else { return nil }
        if !isFirst, !cursor.take(.comma) { return nil }
        isFirst = false
        cursor.skipBlanks()
        let start = cursor.place
        guard !cursor.isAtEnd, cursor.peek() != UInt8(ascii: "]"), cursor.skipValue() else {
            self.cursor = nil
            return nil
        }
        self.cursor = cursor
        return JSONValue(bytes: Bytes(start: start, count: cursor.place - start))
    }

    /// Takes the next elements as an array of their own; fewer where there are no more.
    mutating func next(_ count: Int) -> JSONValue {
        guard count > 0, let first = next()?.bytes else {
            return JSONValue(bytes: Bytes(start: nil, count: 0), areElements: true)
        }
        var last = first
        for _ in 1..<count {
            guard let element = next() else { break }
            last = element.bytes
        }
        guard let start = first.baseAddress, let end = last.baseAddress else {
            return JSONValue(bytes: first, areElements: true)
        }
        return JSONValue(
            bytes: Bytes(start: start, count: end + last.count - start), areElements: true)
    }
}
