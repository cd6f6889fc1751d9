// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A JSON document that holds all steps of a training.
enum CurveDocument {
    /// Keys whose list holds the steps, with what the document then is.
    private static let lists = [
        ("log_history", "trainer_state.json"), ("metrics", "a history of MLflow"),
        ("history", "JSON with a history"), ("rows", "JSON with rows"), ("data", "JSON with data"),
        ("records", "JSON with records"),
    ]

    /// What a list of points is.
    static let chart = "JSON of a TensorBoard chart"

    /// A document's list of records.
    struct Records {
        /// Before the bracket of the list.
        let cursor: JSONCursor
        /// The format in words.
        let format: String
    }

    /// Returns a document's list of records; nil where it has none.
    static func records(in bytes: Bytes) -> Records? {
        guard let cursor = JSONCursor(bytes) else { return nil }
        var inside = cursor
        guard inside.take(UInt8(ascii: "[")) else { return history(in: bytes) }
        return switch inside.peek() {
        case UInt8(ascii: "{"): Records(cursor: cursor, format: "a JSON array of objects")
        case UInt8(ascii: "["): Records(cursor: cursor, format: chart)
        default: nil
        }
    }

    /// Returns the first list of the document's first object that has objects under a known key.
    private static func history(in bytes: Bytes) -> Records? {
        guard var cursor = JSONCursor(bytes), cursor.take(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let key = cursor.string()?.string, cursor.take(UInt8(ascii: ":")) else {
                return nil
            }
            var inside = cursor
            if let list = lists.first(where: { $0.0 == key }), inside.take(UInt8(ascii: "[")),
                inside.peek() == UInt8(ascii: "{")
            {
                return Records(cursor: cursor, format: list.1)
            }
            guard cursor.skipValue() else { return nil }
        } while cursor.take(.comma)
        return nil
    }
}

extension CurveTable {
    /// Reads the records of a list.
    mutating func readRecords(_ records: CurveDocument.Records) {
        format = records.format
        var cursor = records.cursor
        guard cursor.take(UInt8(ascii: "[")) else { return }
        if cursor.peek() == UInt8(ascii: "]") { return }
        repeat {
            guard !isTooMany else { return }
            if cursor.peek() == UInt8(ascii: "[") {
                guard readPoint(&cursor) else {
                    dropRecord()
                    return unreadable += 1
                }
            } else if cursor.peek() == UInt8(ascii: "{") {
                guard readObject(&cursor) else { return unreadable += 1 }
            } else {
                guard cursor.skipValue() else { return unreadable += 1 }
                unreadable += 1
            }
        } while cursor.take(.comma)
        // What is cut ends before its bracket.
        if !cursor.take(UInt8(ascii: "]")) { unreadable += 1 }
    }

    /// Takes `[time, step, value]`, as TensorBoard writes the points of a chart.
    private mutating func readPoint(_ cursor: inout JSONCursor) -> Bool {
        guard cursor.take(UInt8(ascii: "[")) else { return false }
        for name in ["Wall time", "Step", "Value"] {
            guard let number = cursor.number() else { return false }
            add(number, named: name)
            if name != "Value", !cursor.take(.comma) { return false }
        }
        guard cursor.take(UInt8(ascii: "]")) else { return false }
        endRecord()
        return true
    }
}
