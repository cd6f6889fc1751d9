// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// The statement of a cell in which the cursor stands: completion and help look at nothing else.
struct StatementAtCursor: Equatable {
    /// The statement, with its continuation lines.
    private(set) var text = ""

    /// Where the cursor stands in it, in Unicode scalars.
    private(set) var cursor = 0

    /// Where it begins in the cell, in Unicode scalars.
    private(set) var offset = 0

    /// Finds the statement; a cursor beyond the end, or none, counts as at the end.
    init(_ code: String, cursor: Int?) {
        let scalars = Array(code.unicodeScalars)
        let place = min(cursor ?? scalars.count, scalars.count)
        var start = 0
        while true {
            let end = Self.end(of: scalars, from: start)
            if place <= end || end == scalars.count {
                text = String(String.UnicodeScalarView(scalars[start..<end]))
                self.cursor = place - start
                offset = start
                return
            }
            start = end + 1
        }
    }

    /// Returns where the statement ends that begins at a place: at a line end or the end of all.
    private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int {
        var scanner = ContinuationScanner()
        var line = start
        while true {
            let end = scalars[line...].firstIndex(of: "\n") ?? scalars.count
            scanner.add(String(String.UnicodeScalarView(scalars[line..<end])))
            guard scanner.isOpen, end < scalars.count else { return end }
            scanner.add("\n")
            line = end + 1
        }
    }
}
