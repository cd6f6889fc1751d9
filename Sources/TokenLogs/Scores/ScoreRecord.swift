// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// One object of a dump of texts: its members as they are written.
struct ScoreRecord {
    /// The members' values as bytes of the line, by their keys as they are compared.
    private(set) var values: [String: Bytes] = [:]

    /// The keys as they are written, in their order.
    private(set) var names: [String] = []

    /// Takes the object that a line holds; nil where it holds none whole.
    init?(_ line: Bytes) {
        guard var cursor = JSONCursor(line), cursor.take(UInt8(ascii: "{")) else { return nil }
        if !cursor.take(UInt8(ascii: "}")) {
            repeat {
                guard let key = cursor.string()?.string, cursor.take(UInt8(ascii: ":")) else {
                    return nil
                }
                cursor.skipBlanks()
                let start = cursor.place
                guard cursor.skipValue() else { return nil }
                names.append(key)
                values[LogColumn.matchingKey(key)] = Bytes(
                    start: start, count: cursor.place - start)
            } while cursor.take(.comma)
            guard cursor.take(UInt8(ascii: "}")) else { return nil }
        }
        cursor.skipBlanks()
        guard cursor.isAtEnd else { return nil }
    }

    /// Whether the object is of one token, not of an answer.
    var isToken: Bool {
        values.contains { PolicyRole(key: $0) != nil && $1.scoreNumber.isFinite }
    }

    /// Returns the first value among some keys, or nil where none is there.
    func first(_ keys: [String]) -> Bytes? {
        keys.lazy.compactMap { values[$0] }.first
    }
}

extension Bytes {
    /// The value as a number, or a NaN; truth is 1 and 0.
    var scoreNumber: Double {
        guard var cursor = JSONCursor(self), let number = cursor.number() else { return .nan }
        return number
    }

    /// The elements of an array as they are written, or nil where the value is none.
    var scoreElements: [Bytes]? {
        guard var cursor = JSONCursor(self), cursor.take(UInt8(ascii: "[")) else { return nil }
        var elements: [Bytes] = []
        guard cursor.peek() != UInt8(ascii: "]") else { return elements }
        repeat {
            cursor.skipBlanks()
            let start = cursor.place
            guard cursor.skipValue() else { return nil }
            elements.append(Bytes(start: start, count: cursor.place - start))
        } while cursor.take(.comma)
        return elements
    }

    /// The value as a text to show: of a string its first words, of anything else what is written.
    var scoreText: String {
        let most = 400
        guard var cursor = JSONCursor(self), cursor.peek() == .quote, let text = cursor.string()
        else { return String(decoding: prefix(most), as: UTF8.self) }
        let start = Bytes(rebasing: text.bytes.prefix(most))
        return TextSlice(bytes: start, form: text.form).string ?? ""
    }

    /// A number that tells values apart: 64-bit FNV-1a.
    var fingerprint: UInt64 {
        reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
