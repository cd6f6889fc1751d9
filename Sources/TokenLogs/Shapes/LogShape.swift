// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How a log is written that has neither a row nor a JSON object on a line for each record.
enum LogShape: Equatable {
    /// JSON over many lines, in an array, or several objects on a line.
    case document
    /// JSON lines of which one may hold several responses.
    case severalPerLine
    /// Rows of CSV whose cells are lists, with one byte between the cells.
    case listCells(UInt8)
    /// Arrays with names.
    case arrays(ArrayContainer)

    /// The shape's name, for people.
    var name: String {
        switch self {
        case .document: "JSON"
        case .severalPerLine: "JSON lines"
        case .listCells: "CSV with lists in its cells"
        case .arrays(let container): container.name
        }
    }
}

// MARK: - JSON

extension LogShape {
    /// The most lines that are looked at.
    private static let mostLines = 64

    /// Finds out whether a text that begins with a brace or a bracket is something else than JSON
    /// lines of single records.
    ///
    /// - Parameter text: The start of the file.
    /// - Returns: The shape; nil for JSON lines.
    static func ofJSON(_ text: Bytes) -> LogShape? {
        if isDocument(text) { return .document }
        var lines = text.split(separator: .newline, maxSplits: mostLines).prefix(mostLines)
            .makeIterator()
        while let line = lines.next() {
            if mayHoldSeveral(Bytes(rebasing: line)) { return .severalPerLine }
        }
        return nil
    }

    /// Returns whether the first record begins in an array, ends on a later line than it begins on,
    /// or is followed by another on its line.
    private static func isDocument(_ text: Bytes) -> Bool {
        guard let first = text.first(where: { !$0.isBlank }), first == UInt8(ascii: "{") else {
            return true
        }
        let end = text.firstNewlineAfterText ?? text.count
        var cursor = JSONCursor(Bytes(rebasing: text[..<end]))
        if cursor?.skipValue() == true { return cursor?.peek() == UInt8(ascii: "{") }
        // Either the line was cut when it was written, or the object goes on below.
        return goesOn(text, after: end)
    }

    /// Returns whether JSON allows what follows a line break after what stands before it.
    private static func goesOn(_ text: Bytes, after end: Int) -> Bool {
        guard let last = text[..<end].last(where: { !$0.isBlank }),
            let next = text[end...].first(where: { !$0.isBlank })
        else { return false }
        return switch last {
        case UInt8(ascii: "{"): next == .quote || next == UInt8(ascii: "}")
        case UInt8(ascii: "["), UInt8(ascii: ":"): next != UInt8(ascii: "}")
        case .comma: next != UInt8(ascii: "{") || isInArray(text[..<end])
        default: next == UInt8(ascii: "}") || next == UInt8(ascii: "]") || next == .comma
        }
    }

    /// Returns whether the innermost bracket that is open at the end of a text is an array's.
    private static func isInArray(_ text: Slice<Bytes>) -> Bool {
        var nesting = JSONNesting()
        var isInText = false
        var isEscaped = false
        for byte in text {
            if isInText {
                if byte == .quote, !isEscaped { isInText = false }
                isEscaped = byte == .backslash && !isEscaped
            } else if byte == .quote {
                isInText = true
            } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                nesting.open(byte)
            } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                guard nesting.close(byte) else { return false }
            }
        }
        return nesting.isInArray
    }

    /// Returns whether the object on a line, of which the end may be missing, could hold several
    /// records: below a key, in arrays of arrays, or packed.
    private static func mayHoldSeveral(_ line: Bytes) -> Bool {
        guard var cursor = JSONCursor(line), cursor.take(UInt8(ascii: "{")) else { return false }
        repeat {
            guard let key = cursor.string(), cursor.take(UInt8(ascii: ":")) else { return false }
            // One length is that of the one response; slime writes it beside the arrays.
            let isList = cursor.peek() == UInt8(ascii: "[")
            if isList && LengthColumn.contains(key.string ?? "") || holdsSeveral(cursor) {
                return true
            }
            guard cursor.skipValue() else { return false }
        } while cursor.take(.comma)
        return false
    }

    /// Returns whether a value is an object, an array of objects, or one that may hold several arrays.
    private static func holdsSeveral(_ value: JSONCursor) -> Bool {
        var cursor = value
        if cursor.peek() == UInt8(ascii: "{") { return true }
        for _ in 0..<JSONValue.mostWrappers {
            guard cursor.take(UInt8(ascii: "[")) else { return false }
            if cursor.peek() == UInt8(ascii: "{") { return true }
            guard cursor.peek() == UInt8(ascii: "[") else { return false }
            var inner = cursor
            // An array whose end is out of sight may have others after it.
            guard inner.skipValue() else { return true }
            if inner.peek() == .comma { return true }
        }
        return false
    }
}

extension Bytes {
    /// The first line break after something that is no blank, or nil.
    fileprivate var firstNewlineAfterText: Int? {
        guard let text = firstIndex(where: { !$0.isBlank }) else { return nil }
        return self[text...].firstIndex(of: .newline)
    }
}
