// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A cell of a table that holds a list as Python writes it: `[-0.5, None]`, `['a', "b"]`,
/// `array([1., 2.], dtype=float32)`, or NumPy's `[1. 2.]`.
struct ListCell {
    private var bytes: ArraySlice<UInt8>
    private var brackets: [Bool] = []
    private var hasValue = false
    private var text: [UInt8] = []

    /// Names that Python writes before a list.
    private static let wrappers = ["array", "tensor", "np.array", "torch.tensor", "list", "tuple"]

    /// The deepest nesting of lists that is read.
    private static let deepest = 16

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    /// Returns whether a cell begins like a list of numbers, words for numbers, texts or lists.
    static func begins(_ cell: String) -> Bool {
        var rest = cell.utf8.drop { $0.isBlank }
        for wrapper in wrappers where rest.starts(with: "\(wrapper)(".utf8) {
            rest = rest.dropFirst(wrapper.utf8.count + 1)
        }
        guard rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") else {
            return false
        }
        guard let inner = rest.first(where: { !$0.isBlank && !"[(".utf8.contains($0) }) else {
            return false
        }
        let words = ["nan", "NaN", "None", "null", "True", "False", "true", "false", "inf", "-inf"]
        let start = rest.drop { $0.isBlank || "[(".utf8.contains($0) }
        return "+-.0123456789'\"".utf8.contains(inner)
            || words.contains { start.starts(with: $0.utf8) }
    }

    /// Returns the list as an array of JSON, or nil where the cell is no whole list.
    static func json(_ cell: String) -> [UInt8]? {
        var list = ListCell(Array(cell.utf8))
        return list.convert() ? list.text : nil
    }

    private mutating func convert() -> Bool {
        while let byte = bytes.popFirst() {
            switch byte {
            case _ where byte.isBlank || byte == .comma: continue
            case UInt8(ascii: "["), UInt8(ascii: "("):
                guard brackets.count < Self.deepest else { return false }
                separate()
                text.append(UInt8(ascii: "["))
                brackets.append(true)
                hasValue = false
            case UInt8(ascii: "]"), UInt8(ascii: ")"):
                guard let isArray = brackets.popLast() else { return false }
                if isArray { text.append(UInt8(ascii: "]")) }
                hasValue = true
            case .quote, UInt8(ascii: "'"):
                separate()
                guard quoted(by: byte) else { return false }
                hasValue = true
            default:
                guard word(byte) else { return false }
            }
        }
        return brackets.isEmpty && hasValue && text.first == UInt8(ascii: "[")
    }

    private mutating func separate() {
        if hasValue { text.append(.comma) }
    }

    /// Takes a number, a word for one, the name before a list, or what is said of its type.
    private mutating func word(_ first: UInt8) -> Bool {
        let ends = " \t\r\n,[]()'\"".utf8
        let word = [first] + bytes.prefix { !ends.contains($0) }
        bytes = bytes.dropFirst(word.count - 1)
        if bytes.first == UInt8(ascii: "(") {
            bytes = bytes.dropFirst()
            brackets.append(false)
            return Self.wrappers.contains(String(decoding: word, as: UTF8.self))
        }
        if word.contains(UInt8(ascii: "=")) {
            if let quote = bytes.first, quote == UInt8(ascii: "'") || quote == .quote {
                bytes = bytes.dropFirst().drop { $0 != quote }.dropFirst()
            }
            return !brackets.contains(true)
        }
        // NumPy leaves out the middle of a long array.
        let isNumber = !word.withUnsafeBufferPointer(fieldNumber).isUnreadable
        guard isNumber, brackets.contains(true) else { return false }
        separate()
        text.append(contentsOf: word)
        hasValue = true
        return true
    }

    /// Takes a text up to its quote, and writes it as JSON does.
    private mutating func quoted(by quote: UInt8) -> Bool {
        text.append(.quote)
        while let byte = bytes.popFirst() {
            if byte == quote {
                text.append(.quote)
                return true
            }
            switch byte {
            case .backslash:
                guard let next = bytes.popFirst() else { return false }
                escape(next)
            case .quote: text.append(contentsOf: [.backslash, .quote])
            default: text.append(byte)
            }
        }
        return false
    }

    /// Writes what stands after a backslash.
    private mutating func escape(_ letter: UInt8) {
        switch letter {
        case UInt8(ascii: "'"): text.append(letter)
        case UInt8(ascii: "x"): text.append(contentsOf: "\\u00".utf8)
        default: text.append(contentsOf: [.backslash, letter])
        }
    }
}

extension Double {
    /// Whether a field held something that is no number, nor a word for one or for none.
    fileprivate var isUnreadable: Bool { bitPattern == Double.notANumber.bitPattern }
}
