// SPDX-License-Identifier: GPL-3.0-or-later

/// Walks through the elements and texts of an XML file; every step stays inside the file.
///
/// Definitions of types and entities are refused: a few of their letters can unfold to gigabytes, or
/// name other files.
struct XMLScanner {
    /// What was met.
    enum Event: Equatable {
        /// The beginning of an element, by its name as written.
        case start(String)
        /// The end of an element.
        case end
        /// What stands between, unescaped.
        case text([UInt8])
    }

    /// Why the scanner stops.
    struct Problem: Error, Equatable {
        /// What is wrong, as a clause.
        let message: String
    }

    private let file: [UInt8]
    private var index = 0
    /// Whether the element that has just begun has no content.
    private var isEmpty = false

    /// Starts at the beginning of a file.
    init(_ file: [UInt8]) {
        self.file = file
        if file.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// Returns the next event, or nil at the end of the file.
    mutating func next() throws(Problem) -> Event? {
        if isEmpty {
            isEmpty = false
            return .end
        }
        while index < file.count {
            guard file[index] == UInt8(ascii: "<") else { return .text(try text()) }
            if take("<!--") {
                try skip(to: "-->")
            } else if take("<![CDATA[") {
                let start = index
                try skip(to: "]]>")
                return .text(Array(file[start..<(index - 3)]))
            } else if take("<!") {
                throw Problem(message: "it defines types or entities of its own")
            } else if take("<?") {
                try skip(to: "?>")
            } else if take("</") {
                try skip(to: ">")
                return .end
            } else {
                index += 1
                return .start(try element())
            }
        }
        return nil
    }

    private mutating func take(_ word: String) -> Bool {
        let bytes = word.utf8
        guard file[index...].starts(with: bytes) else { return false }
        index += bytes.count
        return true
    }

    private mutating func skip(to word: String) throws(Problem) {
        let first = word.utf8.first
        while index < file.count {
            if file[index] == first, take(word) { return }
            index += 1
        }
        throw Problem(message: "it ends before \(word)")
    }

    /// Reads on to the end of the beginning of an element, and returns its name.
    private mutating func element() throws(Problem) -> String {
        let start = index
        while index < file.count, !" \t\r\n/>".utf8.contains(file[index]) { index += 1 }
        guard index > start, index - start < 200 else { throw Problem(message: "it is no XML") }
        let name = String(decoding: file[start..<index], as: UTF8.self)
        var quote: UInt8?
        while index < file.count {
            let byte = file[index]
            index += 1
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                isEmpty = file[index - 2] == UInt8(ascii: "/")
                return name
            }
        }
        throw Problem(message: "it ends in the middle of an element")
    }

    /// Reads on to the next element, with what stands for single characters in their place.
    private mutating func text() throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        while index < file.count, file[index] != UInt8(ascii: "<") {
            let byte = file[index]
            index += 1
            switch byte {
            case UInt8(ascii: "&"): bytes += UTF8.encode(try reference()).map(Array.init) ?? []
            case 13:
                // Every end of a line is one line feed.
                if index < file.count, file[index] == 10 { index += 1 }
                bytes.append(10)
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    /// Reads what stands after an ampersand, up to the semicolon.
    private mutating func reference() throws(Problem) -> Unicode.Scalar {
        guard let end = file[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            throw Problem(message: "an ampersand stands for nothing")
        }
        let word = String(decoding: file[index..<end], as: UTF8.self)
        index = end + 1
        switch word {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHexadecimal = word.hasPrefix("#x")
            let digits = word.dropFirst(isHexadecimal ? 2 : 1)
            guard word.hasPrefix("#"), digits.first?.isHexDigit == true,
                let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), number > 0,
                let scalar = Unicode.Scalar(number)
            else { throw Problem(message: "it names an entity") }
            return scalar
        }
    }
}
