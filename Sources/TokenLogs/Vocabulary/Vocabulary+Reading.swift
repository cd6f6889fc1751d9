// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension Vocabulary {
    /// Takes the tokens of a file's content.
    mutating func read(_ content: Bytes, _ path: String) throws(LogError) {
        let skipped = content.starts(with: byteOrderMark) ? byteOrderMark.count : 0
        let content = Bytes(rebasing: content.dropFirst(skipped))
        guard var cursor = JSONCursor(content) else { throw Self.none(path) }
        switch cursor.peek() {
        case UInt8(ascii: "{"):
            guard try readDocument(&cursor, path) else { throw Self.cut(path) }
        case UInt8(ascii: "["):
            guard try readList(&cursor, path) else { throw Self.cut(path) }
        default: try readLines(content, path)
        }
    }

    private static func cut(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) is no whole JSON text",
            hint: "copy the file again: it may be cut")
    }

    /// Takes the tokens of an object: of a tokenizer, or of texts and numbers.
    private mutating func readDocument(
        _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        try readMembers(&cursor) { (vocabulary, key, cursor) throws(LogError) in
            switch (key.string, cursor.peek()) {
            case ("model", UInt8(ascii: "{")):
                vocabulary.isTokenizer = true
                return try vocabulary.readModel(&cursor, path)
            case ("vocab", UInt8(ascii: "{")):
                vocabulary.isTokenizer = true
                return try vocabulary.readMap(&cursor, path)
            case ("added_tokens", UInt8(ascii: "[")):
                return try vocabulary.readAdded(&cursor, path)
            default: return try vocabulary.readMember(key, &cursor, path)
            }
        }
    }

    /// Takes the tokens of the model in `tokenizer.json`.
    private mutating func readModel(
        _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        try readMembers(&cursor) { (vocabulary, key, cursor) throws(LogError) in
            switch (key.string, cursor.peek()) {
            case ("vocab", UInt8(ascii: "{")): return try vocabulary.readMap(&cursor, path)
            case ("vocab", UInt8(ascii: "[")): return try vocabulary.readList(&cursor, path)
            default: return cursor.skipValue()
            }
        }
    }

    private mutating func readMap(
        _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        try readMembers(&cursor) { (vocabulary, key, cursor) throws(LogError) in
            try vocabulary.readMember(key, &cursor, path)
        }
    }

    /// Takes a token of a text and a number, whichever is the key; passes over anything else.
    private mutating func readMember(
        _ key: TextSlice, _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        if cursor.peek() == .quote {
            guard let text = cursor.string() else { return false }
            guard let number = Int(key.string ?? "") else {
                foreign += 1
                return true
            }
            try add(Array((text.string ?? "").utf8), number, path)
            return true
        }
        guard let number = cursor.number() else { return false }
        if let whole = number.whole {
            try add(Array((key.string ?? "").utf8), whole, path)
        } else {
            foreign += 1
        }
        return true
    }

    /// Takes a list of texts, or of texts with their scores.
    private mutating func readList(
        _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        var number = 0
        return try readElements(&cursor) { (vocabulary, cursor) throws(LogError) in
            let start = cursor
            _ = cursor.take(UInt8(ascii: "["))
            if cursor.peek() == .quote {
                guard let text = cursor.string() else { return false }
                try vocabulary.add(Array((text.string ?? "").utf8), number, path)
            }
            number += 1
            cursor = start
            return cursor.skipValue()
        }
    }

    /// Takes what a tokenizer adds: objects with `id` and `content`.
    private mutating func readAdded(
        _ cursor: inout JSONCursor, _ path: String
    ) throws(LogError) -> Bool {
        try readElements(&cursor) { (vocabulary, cursor) throws(LogError) in
            var (number, text): (Int?, String?) = (nil, nil)
            let isWhole = try vocabulary.readMembers(&cursor) { (_, key, cursor) throws(LogError) in
                if key.string == "content", cursor.peek() == .quote {
                    text = cursor.string()?.string
                    return text != nil
                }
                guard key.string == "id" else { return cursor.skipValue() }
                number = cursor.number()?.whole
                return true
            }
            if let number, let text { try vocabulary.add(Array(text.utf8), number, path) }
            return isWhole
        }
    }

    /// Takes a token a line; the first has number 0.
    private mutating func readLines(_ content: Bytes, _ path: String) throws(LogError) {
        guard !content.contains(0) else { throw Self.none(path) }
        var lines = content.split(separator: .newline, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (number, line) in lines.enumerated() {
            let text = line.last == .carriageReturn ? line.dropLast() : line
            try add(Array(text), number, path)
        }
    }
}

// MARK: - Objects and arrays

extension Vocabulary {
    /// Takes an object, member by member; returns whether it is whole.
    private mutating func readMembers(
        _ cursor: inout JSONCursor,
        _ take: (inout Vocabulary, TextSlice, inout JSONCursor) throws(LogError) -> Bool
    ) throws(LogError) -> Bool {
        guard cursor.take(UInt8(ascii: "{")) else { return false }
        if cursor.take(UInt8(ascii: "}")) { return true }
        repeat {
            guard let key = cursor.string(), cursor.take(UInt8(ascii: ":")),
                try take(&self, key, &cursor)
            else { return false }
        } while cursor.take(.comma)
        return cursor.take(UInt8(ascii: "}"))
    }

    /// Takes an array, element by element; returns whether it is whole.
    private mutating func readElements(
        _ cursor: inout JSONCursor,
        _ take: (inout Vocabulary, inout JSONCursor) throws(LogError) -> Bool
    ) throws(LogError) -> Bool {
        guard cursor.take(UInt8(ascii: "[")) else { return false }
        if cursor.take(UInt8(ascii: "]")) { return true }
        repeat {
            guard try take(&self, &cursor) else { return false }
        } while cursor.take(.comma)
        return cursor.take(UInt8(ascii: "]"))
    }
}
