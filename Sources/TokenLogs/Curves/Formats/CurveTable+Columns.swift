// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveTable {
    /// Reads a document that is all there: a list of records, one object with a column a key, or objects one
    /// after the other.
    mutating func readDocument(_ text: Bytes) {
        if let records = CurveDocument.records(in: text) {
            readRecords(records)
        } else if let columns = Self.columns(in: text) {
            self = columns
        } else {
            readText(text)
        }
    }

    /// Returns a table of a document whose keys lead to columns, as lists or as pandas writes them by
    /// default, with an object of numbered values; nil where it is none.
    private static func columns(in text: Bytes) -> CurveTable? {
        guard var cursor = JSONCursor(text), cursor.take(UInt8(ascii: "{")) else { return nil }
        var table = CurveTable()
        var length: Int?
        repeat {
            guard let key = cursor.string()?.string, key.utf8.count <= longestName,
                cursor.take(UInt8(ascii: ":")), let place = table.place(of: key),
                let count = table.readColumn(&cursor, place), count == length ?? count, count > 1
            else { return nil }
            length = count
        } while cursor.take(.comma)
        guard cursor.take(UInt8(ascii: "}")), cursor.peek() == 0, cursor.isAtEnd else { return nil }
        table.endColumns(length ?? 0)
        table.format = "JSON with a column a key"
        return table
    }

    /// Takes a column and returns how many values it has; nil where it is none.
    private mutating func readColumn(_ cursor: inout JSONCursor, _ place: Int) -> Int? {
        let isList = cursor.peek() == UInt8(ascii: "[")
        guard isList || cursor.peek() == UInt8(ascii: "{") else { return nil }
        cursor.place += 1
        startColumn()
        repeat {
            if !isList {
                guard let key = cursor.string(), NumberFault(fieldNumber(key.bytes)) == nil,
                    cursor.take(UInt8(ascii: ":"))
                else { return nil }
            }
            switch cursor.peek() {
            case .quote:
                guard let text = cursor.string() else { return nil }
                add(text, to: place)
            case UInt8(ascii: "["), UInt8(ascii: "{"): return nil
            default:
                guard let number = cursor.number() else { return nil }
                add(number, to: place)
            }
            nextOfColumn()
        } while cursor.take(.comma)
        return cursor.take(UInt8(ascii: isList ? "]" : "}")) ? rowCount : nil
    }
}
