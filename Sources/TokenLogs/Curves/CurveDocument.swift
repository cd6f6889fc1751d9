// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A JSON document that holds all steps of a training.
enum CurveDocument {
    /// Returns a cursor at the array of records of a whole document; nil where a file is none.
    static func records(in bytes: Bytes) -> JSONCursor? {
        guard let cursor = JSONCursor(bytes) else { return nil }
        var inside = cursor
        let isArray = inside.take(UInt8(ascii: "[")) && inside.peek() == UInt8(ascii: "{")
        return isArray ? cursor : history(in: bytes)
    }

    /// Returns whether a file begins like a document, or like one object a line.
    static func isJSON(_ bytes: Bytes) -> Bool {
        guard var cursor = JSONCursor(bytes) else { return false }
        return cursor.peek() == UInt8(ascii: "{") || records(in: bytes) != nil
    }

    /// Returns whether a document is the state of a trainer.
    static func isState(_ bytes: Bytes) -> Bool { history(in: bytes) != nil }

    /// Returns a cursor at the value of `log_history` in the document's first object, or nil.
    private static func history(in bytes: Bytes) -> JSONCursor? {
        guard var cursor = JSONCursor(bytes), cursor.take(UInt8(ascii: "{")) else { return nil }
        repeat {
            guard let key = cursor.string()?.string, cursor.take(UInt8(ascii: ":")) else {
                return nil
            }
            if key == "log_history" {
                return cursor.peek() == UInt8(ascii: "[") ? cursor : nil
            }
            guard cursor.skipValue() else { return nil }
        } while cursor.take(.comma)
        return nil
    }
}

extension JSONCursor {
    /// Takes an object and returns its numbers and texts, those of objects inside it included.
    ///
    /// Names of inner objects become `outer/inner`; `data`, under which verl's file logger keeps
    /// its metrics, adds nothing. Arrays are passed over.
    ///
    /// - Returns: Nil where no whole object is next.
    mutating func curveFields() -> CurveFields? {
        var fields = CurveFields()
        var prefixes: [String] = []
        guard take(UInt8(ascii: "{")) else { return nil }
        var isOpen = true
        while isOpen {
            if take(UInt8(ascii: "}")) {
                guard close(&prefixes, &isOpen) else { return nil }
                continue
            }
            guard let key = string()?.string, take(UInt8(ascii: ":")) else { return nil }
            if peek() == UInt8(ascii: "{"), prefixes.count < 8 {
                place += 1
                prefixes.append(key == "data" ? "" : key + "/")
                continue
            }
            guard readValue(prefixes.joined() + key, &fields) else { return nil }
            if take(.comma) { continue }
            guard take(UInt8(ascii: "}")), close(&prefixes, &isOpen) else { return nil }
        }
        return fields
    }

    /// Leaves an object whose bracket has been taken, and all that end with it.
    private mutating func close(_ prefixes: inout [String], _ isOpen: inout Bool) -> Bool {
        while true {
            guard prefixes.popLast() != nil else {
                isOpen = false
                return true
            }
            if take(.comma) { return true }
            guard take(UInt8(ascii: "}")) else { return false }
        }
    }

    /// Takes a value that is no object.
    private mutating func readValue(_ name: String, _ fields: inout CurveFields) -> Bool {
        guard peek() == .quote else {
            guard let number = number() else { return false }
            fields.add(name, number)
            return true
        }
        guard let slice = string() else { return false }
        if CurveColumn.isGroup(name) || CurveColumn.isSeed(name) {
            if let text = slice.string { fields.texts.append((name, text)) }
        } else {
            fields.add(name, fieldNumber(slice.bytes))
        }
        return true
    }
}
