// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

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

    private let bytes: [UInt8]
    private var position = 0
    private var path: [Step] = []

    /// The deepest nesting that is read.
    private static let deepest = 64

    /// The most keys that one object may have: a name for each alternative, and some.
    private static let mostKeys = 200_000

    /// Starts at the beginning of a text.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Returns an error about the value that is being read.
    package func failure(_ message: String) -> Failure {
        var place = ""
        for step in path {
            switch step {
            case .key(let key): place += (place.isEmpty ? "" : ".") + shownText(key)
            case .index(let index): place += "[\(index)]"
            }
        }
        return Failure(place: place, offset: position, message: message)
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
            guard take(":") else { throw failure("a colon is missing behind a key") }
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
                throw failure("a number is expected, not \"\(shownText(word))\"")
            }
            return number
        }
        let start = position
        let isNumber = skipNumber()
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard isNumber, let number = Double(text) else { throw failure("a number is expected") }
        guard number.isFinite else { throw failure("\(text.prefix(40)) is too large") }
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
        skipBlanks()
        return peek == UInt8(ascii: "\"")
    }

    /// Reads a text of at most so many bytes.
    package mutating func string(atMost most: Int) throws(Failure) -> String {
        guard isAtText() else { throw failure("a text is expected") }
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a control character stands in a text") }
            position += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
            guard text.count <= most else {
                throw failure("the text is longer than \(most) bytes")
            }
        }
        guard peek != nil else { throw failure("the text is not closed") }
        position += 1
        guard let string = String(validating: text, as: UTF8.self) else {
            throw failure("the text is no UTF-8")
        }
        return string
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
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"):
            try object { reader, _ throws(Failure) in try reader.skip() }
        case UInt8(ascii: "["): try array { reader, _ throws(Failure) in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string(atMost: .max)
        default:
            if word("null") || word("true") || word("false") { return }
            _ = try number()
        }
    }

    /// Checks that nothing follows.
    package mutating func end() throws(Failure) {
        skipBlanks()
        guard position == bytes.count else { throw failure("something follows the document") }
    }
}

// MARK: - Characters

extension JSONReader {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    /// Skips a character if it stands there, and returns whether it did.
    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard peek == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func open(_ bracket: Unicode.Scalar, _ what: String) throws(Failure) {
        guard take(bracket) else { throw failure("\(what) is expected") }
    }

    private mutating func word(_ text: StaticString) -> Bool {
        skipBlanks()
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
            return false
        }
        position += count
        return true
    }

    /// Skips what JSON allows as a number; returns whether there is one.
    private mutating func skipNumber() -> Bool {
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        func digits() -> Bool {
            let start = position
            while isDigit(peek) { position += 1 }
            return position > start
        }
        if peek == UInt8(ascii: "-") { position += 1 }
        let startsWithZero = peek == UInt8(ascii: "0")
        let start = position
        guard digits(), !startsWithZero || position == start + 1 else { return false }
        if peek == UInt8(ascii: ".") {
            position += 1
            guard digits() else { return false }
        }
        guard peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") else { return true }
        position += 1
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
        return digits()
    }

    /// Reads what follows a backslash.
    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        let simple: [Unicode.Scalar: Unicode.Scalar] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
            "t": "\t",
        ]
        guard let byte = peek else { throw failure("the text is not closed") }
        position += 1
        if let scalar = simple[Unicode.Scalar(byte)] {
            text.append(UInt8(ascii: scalar))
            return
        }
        guard byte == UInt8(ascii: "u") else { throw failure("there is no such escape") }
        var units = [try unit()]
        if UTF16.isLeadSurrogate(units[0]), peek == UInt8(ascii: "\\") {
            position += 2
            units.append(try unit())
        }
        guard let decoded = String(validating: units, as: UTF16.self) else {
            throw failure("an escape is half a character")
        }
        text.append(contentsOf: decoded.utf8)
    }

    /// Reads four hexadecimal digits.
    private mutating func unit() throws(Failure) -> UInt16 {
        let end = position + 4
        guard end <= bytes.count,
            bytes[position..<end].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt16(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        else { throw failure("an escape has no four digits") }
        position = end
        return unit
    }
}
