// SPDX-License-Identifier: GPL-3.0-or-later

/// The fields of one row of a file that has a comma, or another byte, between them.
///
/// Quotes are those of RFC 4180; people may have put blanks before them. Fields without quotes lose
/// the blanks around them.
package struct Fields {
    /// The fields' texts.
    package private(set) var texts: [String] = []

    /// Whether each quote that is opened is closed.
    package private(set) var areClosed = true

    package init(_ row: Bytes, delimiter: UInt8 = .comma) {
        guard var cursor = Cursor(row.baseAddress) else {
            texts = [""]
            return
        }
        let end = cursor + row.count
        while true {
            let start = cursor
            while cursor < end, cursor.pointee != delimiter, cursor.pointee != .quote {
                cursor += 1
            }
            if cursor < end, cursor.pointee == .quote {
                let open = cursor + 1
                let closed = quotedText(&cursor, end)
                areClosed = areClosed && closed != nil
                let rest = TextSlice(bytes: Bytes(start: open, count: end - open), form: .plain)
                texts.append((closed ?? rest).string ?? "")
                skipField(&cursor, end, delimiter)
            } else {
                let field = trimmed(Bytes(start: start, count: cursor - start))
                texts.append(field.map { String(decoding: $0, as: UTF8.self) } ?? "")
            }
            guard cursor < end else { return }
            cursor += 1
        }
    }
}

/// Moves to the next delimiter, or to the end.
@inlinable @inline(__always)
package func skipField(_ cursor: inout Cursor, _ end: Cursor, _ delimiter: UInt8) {
    while end - cursor >= 8 {
        let place = ByteWord.place(ofFirst: ByteWord(at: cursor).marks(of: delimiter))
        cursor += place
        if place < 8 { return }
    }
    while cursor < end, cursor.pointee != delimiter { cursor += 1 }
}

/// Takes what stands in the quotes of which the first is at a cursor, and moves after the last.
///
/// - Returns: The text; nil, at the end, where no quote closes it.
@inlinable @inline(__always)
package func quotedText(_ cursor: inout Cursor, _ end: Cursor) -> TextSlice? {
    cursor += 1
    let start = cursor
    var form = TextSlice.Form.plain
    while true {
        while cursor < end, cursor.pointee != .quote { cursor += 1 }
        guard cursor < end else { return nil }
        guard cursor + 1 < end, cursor[1] == .quote else { break }
        form = .doubledQuotes
        cursor += 2
    }
    defer { cursor += 1 }
    return TextSlice(bytes: Bytes(start: start, count: cursor - start), form: form)
}
