// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Suite("Scripts")
struct ScriptTests {
    @Test(
        "A script is cut into lines, continuations joined, each with its number",
        arguments: [
            ("", []), ("a", [(1, "a")]), ("a\nb\n", [(1, "a"), (2, "b")]),
            ("a\r\nb\r\n", [(1, "a"), (2, "b")]), ("\u{FEFF}a\n", [(1, "a")]),
            ("a\n\n# x\nb", [(1, "a"), (2, ""), (3, "# x"), (4, "b")]),
            ("a \\\nb\nc", [(1, "a \\\nb"), (3, "c")]),
            ("a \\\r\nb\r\nc", [(1, "a \\\nb"), (3, "c")]),
            ("a (1\n+ 2)\nb", [(1, "a (1\n+ 2)"), (3, "b")]),
            ("a (1 # )\n+ 2)\nb", [(1, "a (1 # )\n+ 2)"), (3, "b")]),
            ("a 'x\ny' z\nb", [(1, "a 'x\ny' z"), (3, "b")]),
            ("a \"(\"\nb", [(1, "a \"(\""), (2, "b")]),
            ("# don't (\nb", [(1, "# don't ("), (2, "b")]), ("don't\nb", [(1, "don't"), (2, "b")]),
            ("# x \\\nb", [(1, "# x \\"), (2, "b")]), ("a (\nb", [(1, "a (\nb")]),
            ("a \\", [(1, "a \\")]), ("a)\nb", [(1, "a)"), (2, "b")]),
            ("a \"\\\"\nb\"\nc", [(1, "a \"\\\"\nb\""), (3, "c")]),
        ] as [(String, [(Int, String)])])
    func lines(script: String, lines: [(Int, String)]) {
        let found = Array(ScriptLines(script))
        #expect(found.map(\.number) == lines.map(\.0))
        #expect(found.map(\.text) == lines.map(\.1))
    }

    @Test("A place in a line is a line and a column of the script")
    func position() throws {
        let script = ScriptLines("x\ntoken A \\\n  old=2")
        let line = try #require(Array(script).last)
        let error = try #require(sampleError(line.text))
        let place = line.position(of: error.span?.lowerBound ?? 0)
        #expect(place.line == 3)
        #expect(place.column == 7)
        #expect(line.position(of: -1) == (2, 1))
        #expect(line.position(of: 999) == (3, 8))
    }

    @Test(
        "A line is complete unless a quote, a bracket or a backslash is open",
        arguments: [
            ("weights", true), ("", true), ("a \\", false), ("a \\ ", false), ("a \\b", true),
            ("a (", false), ("a (()", false), ("a (()) ", true), ("a \"b", false), ("a 'b", false),
            ("a 'b'", true), ("don't", true), ("a # (", true), ("a \"\\\"", false),
            ("a '\\'", true),
            ("x={", false), ("x=\"", false), ("a,'", false), ("a)", true), ("(a 'b)", false),
        ])
    func complete(line: String, complete: Bool) {
        #expect(isComplete(line) == complete)
    }

    @Test("A long script with a quote that is never closed is read in one pass")
    func longScript() {
        let script = "find 'x\n" + String(repeating: "weights (1)\n", count: 20_000)
        #expect(Array(ScriptLines(script)).count == 1)
        let plain = String(repeating: "weights methods=grpo,aspo\n", count: 20_000)
        #expect(Array(ScriptLines(plain)).count == 20_000)
    }
}
