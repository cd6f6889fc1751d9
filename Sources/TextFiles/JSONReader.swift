// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a JSON text from its beginning, value by value, so that large files take little memory.
///
/// What it is asked for is what must stand there; anything else is an error that says where.
package struct JSONReader {
    /// Why a text cannot be read.
    package struct Failure: Error, Equatable {
        /// The place in the document, `runs[3].columns.entropy[17]`; empty for all of it.
        package let place: String
        /// The byte, from 0.
        package let offset: Int
        /// What is wrong, as a clause.
        package let message: String

        package init(place: String, offset: Int, message: String) {
            (self.place, self.offset, self.message) = (place, offset, message)
        }
    }

    private enum Step {
        case key(String)
        case index(Int)
    }

    private let start: Cursor
    private var cursor: JSONCursor
    private var path: [Step] = []

    /// The deepest nesting that is read.
    private static let deepest = 64

    /// The most keys that one object may have: a name for each alternative, and some.
    private static let mostKeys = 200_000

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: The text, with or without a byte order mark.
    ///   - body: Is handed a reader at its beginning.
    /// - Returns: What the body returns.
    /// - Throws: What it throws.
    package static func read<Value>(
        _ bytes: [UInt8], _ body: (inout JSONReader) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
            guard let cursor = JSONCursor(bytes) else {
                throw Failure(place: "", offset: 0, message: "there is no text")
            }
            var reader = JSONReader(start: cursor.place, cursor: cursor)
            if bytes.starts(with: byteOrderMark) { reader.cursor.place += byteOrderMark.count }
            return try body(&reader)
        }
    }

    private init(start: Cursor, cursor: JSONCursor) {
        (self.start, self.cursor) = (start, cursor)
    }

    /// Returns an error about the value that is being read.
    package func failure(_ message: String) -> Failure {
        var place = ""
        for step in path {
            switch step {
            case .key(let key): place += (place.isEmpty ? "" : ".") + visible(key)
            case .index(let index): place += "[\(index)]"
            }
        }
        return Failure(place: place, offset: cursor.place - start, message: message)
    }

    /// Reads an object; the function reads the value of each key.
    ///
    /// - Throws: Where there is no object, or a key stands twice.
    package mutating func object(
        _ member: (inout JSONReader, String) throws(Failure) -> Void
    ) throws(Failure) {
        try open("{", "an object")
        guard !take("}") else { return }
        var seen: Set<String> = []
        repeat {
            let key = try string(atMost: 1000)
            guard seen.insert(key).inserted else { throw failure("\(key) stands twice") }
            guard seen.count <= Self.mostKeys else {
                throw failure("an object has more than \(Self.mostKeys) keys")
            }
            guard take(":") else { throw failure("a colon is missing after a key") }
            path.append(.key(key))
            try member(&self, key)
            path.removeLast()
        } while take(",")
        guard take("}") else { throw failure("the object is not closed") }
    }

    /// Reads an array; the function reads each element.
    package mutating func array(
        _ element: (inout JSONReader, Int) throws(Failure) -> Void
    ) throws(Failure) {
        try open("[", "an array")
        guard !take("]") else { return }
        var index = 0
        path.append(.index(0))
        repeat {
            path[path.count - 1] = .index(index)
            try element(&self, index)
            index += 1
        } while take(",")
        path.removeLast()
        guard take("]") else { throw failure("the array is not closed") }
    }

    /// Reads a number; `"nan"`, `"inf"` and `"-inf"` stand for what JSON has no number for.
    package mutating func number() throws(Failure) -> Double {
        if isAtText() {
            let word = try string(atMost: 40)
            let numbers = ["nan": Double.nan, "inf": .infinity, "-inf": -.infinity]
            guard let number = numbers[word] else {
                throw failure("a number is expected, not \"\(visible(word))\"")
            }
            return number
        }
        var place = cursor.place
        guard skipNumber() else { throw failure("a number is expected") }
        let text = Bytes(start: place, count: cursor.place - place)
        let number = decimalNumber(&place, cursor.place)
        guard number.isFinite else {
            throw failure("\(String(decoding: text.prefix(40), as: UTF8.self)) is too large")
        }
        return number
    }

    /// Reads a number, or null for none.
    package mutating func optionalNumber() throws(Failure) -> Double? {
        try isNull() ? nil : try number()
    }

    /// Reads a whole number of a range.
    package mutating func integer(in range: ClosedRange<Int>) throws(Failure) -> Int {
        let number = try number()
        guard let integer = Int(exactly: number), range.contains(integer) else {
            throw failure(
                "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
        }
        return integer
    }

    /// Returns whether a text stands next; reads nothing.
    package mutating func isAtText() -> Bool {
        cursor.peek() == .quote
    }

    /// Reads a text of at most so many bytes.
    package mutating func string(atMost most: Int) throws(Failure) -> String {
        guard isAtText() else { throw failure("a text is expected") }
        let first = cursor.place + 1
        let slice = cursor.string()
        let bytes = slice?.bytes ?? Bytes(start: first, count: cursor.end - first)
        let escaped = bytes.contains(.backslash) ? JSONText(bytes) : nil
        try check(bytes, escaped?.fault)
        guard escaped?.bytes.count ?? bytes.count <= most else {
            throw failure("the text is longer than \(most) bytes", at: first + most + 1)
        }
        guard slice != nil else { throw failure("the text is not closed") }
        let string =
            if let escaped { String(validating: escaped.bytes, as: UTF8.self) } else {
                String(validating: bytes, as: UTF8.self)
            }
        guard let string else { throw failure("the text is no UTF-8") }
        return string
    }

    /// Throws for what may not stand in a text: the first control character, or the first escape that
    /// is none.
    private mutating func check(
        _ text: Bytes, _ fault: (JSONText.Fault, offset: Int)?
    ) throws(Failure) {
        guard let first = text.baseAddress else { return }
        let control = text.firstIndex { $0 < 0x20 }
        if let fault, fault.offset <= control ?? .max {
            let message =
                switch fault.0 {
                case .unknown: "there is no such escape"
                case .digits: "an escape has no four digits"
                case .half: "an escape is half a character"
                }
            throw failure(message, at: first + fault.offset)
        }
        guard let control else { return }
        throw failure("a control character stands in a text", at: first + control)
    }

    /// Reads null if it stands there, and returns whether it did.
    package mutating func isNull() throws(Failure) -> Bool { word("null") }

    /// Reads a yes or no.
    package mutating func flag() throws(Failure) -> Bool {
        if word("true") { return true }
        guard word("false") else { throw failure("true or false is expected") }
        return false
    }

    /// Reads a value of any sort and forgets it.
    package mutating func skip() throws(Failure) {
        guard path.count < Self.deepest else { throw failure("the nesting is too deep") }
        switch cursor.peek() {
        case UInt8(ascii: "{"):
            try object { reader, _ throws(Failure) in try reader.skip() }
        case UInt8(ascii: "["): try array { reader, _ throws(Failure) in try reader.skip() }
        case .quote: _ = try string(atMost: .max)
        default:
            if word("null") || word("true") || word("false") { return }
            _ = try number()
        }
    }

    /// Checks that nothing follows.
    package mutating func end() throws(Failure) {
        cursor.skipBlanks()
        guard cursor.isAtEnd else { throw failure("something follows the document") }
    }
}

// MARK: - Characters

extension JSONReader {
    /// Goes to a place and returns an error about it.
    private mutating func failure(_ message: String, at place: Cursor) -> Failure {
        cursor.place = place
        return failure(message)
    }

    /// The byte that stands next, blanks included; nil at the end.
    private var next: UInt8? { cursor.isAtEnd ? nil : cursor.place.pointee }

    /// Skips a character if it stands there, and returns whether it did.
    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        cursor.take(UInt8(ascii: scalar))
    }

    private mutating func open(_ bracket: Unicode.Scalar, _ what: String) throws(Failure) {
        guard take(bracket) else { throw failure("\(what) is expected") }
    }

    private mutating func word(_ text: StaticString) -> Bool {
        cursor.skipBlanks()
        let count = text.utf8CodeUnitCount
        guard cursor.end - cursor.place >= count else { return false }
        for index in 0..<count where cursor.place[index] != text.utf8Start[index] { return false }
        cursor.place += count
        return true
    }

    /// Skips what JSON allows as a number; returns whether there is one.
    private mutating func skipNumber() -> Bool {
        func digits() -> Bool {
            let start = cursor.place
            while let byte = next, (0x30...0x39).contains(byte) { cursor.place += 1 }
            return cursor.place > start
        }
        func skip(_ sign: Unicode.Scalar, or other: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: sign) || next == UInt8(ascii: other) else { return false }
            cursor.place += 1
            return true
        }
        _ = skip("-", or: "-")
        let startsWithZero = next == UInt8(ascii: "0")
        let start = cursor.place
        guard digits(), !startsWithZero || cursor.place == start + 1 else { return false }
        if skip(".", or: "."), !digits() { return false }
        guard skip("e", or: "E") else { return true }
        _ = skip("+", or: "-")
        return digits()
    }
}
