// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension CurveCollector {
    /// Reads one document, or one a line.
    mutating func readJSON(_ bytes: Bytes, lines: some Collection<Bytes>) {
        if let cursor = CurveDocument.records(in: bytes) {
            format = CurveDocument.isState(bytes) ? "trainer_state.json" : "a JSON array of objects"
            return readArray(cursor)
        }
        format = "JSON lines"
        for line in lines {
            var cursor = JSONCursor(line)
            guard let fields = cursor?.curveFields() else {
                unreadable += 1
                continue
            }
            add(fields)
        }
    }

    /// Reads the objects of an array.
    private mutating func readArray(_ start: JSONCursor) {
        var cursor = start
        guard cursor.take(UInt8(ascii: "[")) else { return }
        while cursor.peek() == UInt8(ascii: "{"), let fields = cursor.curveFields() {
            add(fields)
            guard cursor.take(.comma) else { return }
        }
    }
}
