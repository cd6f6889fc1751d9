// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveTable {
    /// Reads a line that may hold a JSON object, or a record as trainers print it among their messages.
    mutating func readLine(_ line: Bytes) {
        guard let line = trimmed(line) else { return }
        guard line.first == UInt8(ascii: "{") else { return readMessage(line) }
        guard var cursor = JSONCursor(line) else { return }
        guard readObject(&cursor) else {
            if !readConsole(line) { unreadable += 1 }
            return
        }
        // Objects that a crash left without a line break between them.
        while cursor.peek() == UInt8(ascii: "{") {
            guard readObject(&cursor) else { return unreadable += 1 }
        }
    }

    /// Reads a line that is not one JSON object.
    private mutating func readMessage(_ line: Bytes) {
        if !readConsole(line) { passedOver += 1 }
    }

    /// Reads a text that is all there, in which objects may have several lines.
    mutating func readText(_ text: Bytes) {
        guard var cursor = JSONCursor(text) else { return }
        // What an object that is never closed makes be read in vain.
        var budget = 4 * text.count
        while !cursor.isAtEnd, !isTooMany {
            let rest = Bytes(start: cursor.place, count: cursor.end - cursor.place)
            let length = rest.firstNewline ?? rest.count
            let line = Bytes(rebasing: rest[..<length])
            if trimmed(line)?.first == UInt8(ascii: "{"), budget > 0 {
                let start = cursor.place
                let previous = (passedOver, unreadable)
                if readObject(&cursor) {
                    // The rest of the last line may hold the comma of a list, or one more object.
                    skipComma(&cursor)
                    continue
                }
                budget -= cursor.place - start
                cursor.place = start
                (passedOver, unreadable) = previous
            }
            readLine(line)
            cursor.place += min(length + 1, rest.count)
        }
    }

    private func skipComma(_ cursor: inout JSONCursor) {
        if !cursor.isAtEnd, cursor.place.pointee == .comma { cursor.place += 1 }
    }
}
