// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Results
import Testing

@testable import Lab

@Test(
    "Lines come one by one as the bytes have them, the last one too",
    arguments: [
        ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("\n\nb", ["", "", "b"]),
        ("\u{FEFF}x\r\ny", ["x\r", "y"]),
    ])
func lines(row: (text: String, lines: [String])) {
    let lines = CommaSeparated.Lines(Array(row.text.utf8)).map {
        String(decoding: $0, as: UTF8.self)
    }
    #expect(lines == row.lines)
}
