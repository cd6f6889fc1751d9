// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Returns a token with a name and a number to tell it from others of the same name.
private func token(_ name: String, _ advantage: Double) -> BenchToken {
    BenchToken(
        name: name, old: Probability(logarithm: -1), new: Probability(logarithm: -1),
        advantage: advantage, entropy: nil)
}

@Test("A token takes the place of the one with its name, and a new one comes at the end")
func places() {
    let added = ["b", "d", "a", "d", "e", "b"].enumerated().map { token($1, Double($0)) }
    var bench = Bench(tokens: [token("a", 10), token("b", 11), token("c", 12)])
    for token in added { bench.tokens.put(token) }
    #expect(bench.tokens.map(\.name) == ["a", "b", "c", "d", "e"])
    #expect(bench.tokens.map(\.advantage) == [2, 5, 12, 3, 4])
}

@Test("A file of tokens may have a byte-order mark, Windows line ends, blanks, quotes and gaps")
func tokenFile() throws {
    let file = FileManager.default.temporaryDirectory
        .appending(path: "flipside-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = "\u{FEFF}old, token ,adv\r\n0.5,\" gut é\",-1\r\n\r\n0.25,b,\r\n"
    try Data(text.utf8).write(to: file)
    var (session, _) = makeSession()
    try session.execute("token file=\(file.path)")
    let tokens = session.workbench.bench.tokens
    #expect(tokens.map(\.name) == [" gut é", "b"])
    #expect(tokens.map(\.advantage) == [-1, 1])
    #expect(tokens.map(\.old.value) == [0.5, 0.25])
}

@Test("Columns are aligned for people, and no line ends with blanks")
func alignment() {
    let table = Table(
        columns: [
            Table.Column("name"), Table.Column("x"), Table.Column("漢字", "漢字"), Table.Column("end"),
        ],
        rows: [
            [.text("a"), .number(10.5), .text("漢"), .text("")],
            [.text("long"), .number(-0.25), .text(""), .text("last")],
            [.text(""), .none, .text("é"), .text("")],
        ])
    #expect(
        TableFormat.table.text(of: table, digits: 1) == """
             name  x     漢字  end
             a     10.5  漢
             long  -0.2        last
                         é
            """)
}

@Test("A quote in CSV is doubled, whatever mark is set upon it")
func quotes() {
    let table = Table(
        columns: [Table.Column("a")],
        rows: [[.text("\"\u{301},")], [.text("x\"y")], [.text("plain")]])
    #expect(
        TableFormat.csv.text(of: table, digits: 4)
            == "a\n\"\"\"\u{301},\"\n\"x\"\"y\"\nplain")
}

@Test("JSON escapes what it must, and nothing else")
func jsonStrings() {
    let text = "a\"b\\c\n\u{1}\u{7F}\u{85}\u{2028}é漢\u{1F600}"
    #expect(
        JSON.string(text).text
            == "\"a\\\"b\\\\c\\n\\u0001\\u007f\\u0085\\u2028é漢\u{1F600}\"")
    #expect(JSON.string("plain").text == "\"plain\"")
}
