// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Suite("Errors as people see them")
struct CaretTextTests {
    private func shown(_ line: String) throws -> String {
        caretText(for: try #require(sampleError(line)), line: line)
    }

    @Test("The line, carets under the part that is wrong, the remedy")
    func plain() throws {
        let text = try shown("weights methods=grpo,apso format=json")
        #expect(
            text == """
                error: there is no method "apso"
                  weights methods=grpo,apso format=json
                                       ^^^^
                  did you mean aspo?
                """)
    }

    @Test("An error at the end has one caret after the line, and no remedy has no row")
    func end() {
        let error = CommandError(.missing, "plot needs KIND", span: 4..<4)
        #expect(caretText(for: error, line: "plot") == "error: plot needs KIND\n  plot\n      ^")
    }

    @Test(
        "On a narrow screen no row is wider, and none ends within a word", arguments: [20, 32, 40])
    func narrow(columns: Int) throws {
        let line = "weights methods=grpo,apso format=json"
        let error = CommandError(
            .unknownName, "there is no method \"apso\" and nothing near it", span: 21..<25,
            hint: "choose one of grpo, aspo, dapo, or type show methods")
        let rows = caretText(for: error, line: line, columns: columns).split(separator: "\n")
        for row in rows { #expect(textWidth(String(row)) <= columns, "\(row)") }
        let words = Set("\(error.message) \(error.hint ?? "")".split(separator: " "))
        let carets = try #require(rows.firstIndex { $0.allSatisfy { $0 == " " || $0 == "^" } })
        for (index, row) in rows.enumerated() where index != carets && index != carets - 1 {
            for word in row.split(separator: " ") where word != "error:" {
                #expect(words.contains(word), "\(word)")
            }
        }
    }

    @Test("An error about the whole line does not repeat it")
    func whole() {
        let error = CommandError(.failed, "the bench is empty", hint: "type preset demo")
        #expect(
            caretText(for: error, line: "weights")
                == "error: the bench is empty\n  type preset demo")
    }

    @Test("No control character reaches the terminal, from the line, the message or the hint")
    func controls() throws {
        let line = "token A\told=\u{1B}[31m\u{7}"
        let error = CommandError(.syntax, "bad \u{1B}]0;x\u{7}", span: 12..<17, hint: "a\nb")
        #expect(
            caretText(for: error, line: line) == """
                error: bad \\u{1B}]0;x\\u{7}
                  token A old=\\u{1B}[31m\\u{7}
                              ^^^^^^^^^^
                  a\\nb
                """)
    }

    @Test("Wide characters take two columns, combining marks none")
    func widths() throws {
        #expect(
            try shown("token 漢字 old=1.2").split(separator: "\n")[2]
                == "                 ^^^")
        #expect(
            try shown("token e\u{301} old=1.2").split(separator: "\n")[2]
                == "              ^^^")
        #expect(textWidth("漢字") == 4)
        #expect(textWidth("e\u{301}") == 1)
        #expect(textWidth("π_old") == 5)
        #expect(textWidth("") == 0)
    }

    @Test("Of a long line only what is near the span is shown")
    func long() throws {
        let filler = String(repeating: "long ", count: 1000)
        let text = try shown("find " + filler + "(\"x")
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows.allSatisfy { textWidth(String($0)) <= 80 })
        #expect(rows[1].hasPrefix("  …"))
        #expect(
            rows[2].count
                == (rows[1].firstIndex(of: "\"").map {
                    rows[1].distance(from: rows[1].startIndex, to: $0)
                } ?? 0) + 1)
    }

    @Test("The span stands in the middle of what is shown of a long line", arguments: [1, 4, 9])
    func middle(length: Int) throws {
        let line = String(repeating: "x", count: 400)
        let error = CommandError(.failed, "x", span: 200..<200 + length)
        let rows = caretText(for: error, line: line).split(separator: "\n")
        let before = rows[2].prefix { $0 == " " }.count - "  …".count
        let after = rows[1].count - before - length - "  ……".count
        #expect(before + length + after == 74)
        #expect(abs(before - after) <= 1)
    }

    @Test("At either end of a long line the room is not left empty", arguments: [3, 390])
    func ends(start: Int) throws {
        let line = String(repeating: "x", count: 400)
        let error = CommandError(.failed, "x", span: start..<start + 5)
        let rows = caretText(for: error, line: line).split(separator: "\n")
        #expect(rows[1].filter { $0 == "x" }.count == 74)
        #expect(
            rows[1].hasPrefix("  …") == (start > 100) && rows[1].hasSuffix("…") == (start < 100))
    }

    @Test("A span longer than the screen is underlined as far as it is shown")
    func longSpan() throws {
        let text = try shown(String(repeating: "長", count: 60) + "=1")
        let rows = text.split(separator: "\n")
        #expect(textWidth(String(rows[1])) <= 80)
        #expect(rows[1].hasSuffix("…"))
        #expect(rows[2] == "  " + String(repeating: "^", count: 74))
    }

    @Test("Of several lines the one with the span is shown")
    func severalLines() throws {
        let line = "token A \\\n  old=1.2 \\\n  new=0.1"
        #expect(
            try shown(line) == """
                error: old must be a probability in (0, 1], not 1.2
                    old=1.2 \\
                        ^^^
                  did you mean 1.2%?
                """)
    }

    @Test("A span beyond the line is drawn at its end")
    func beyond() {
        let error = CommandError(.failed, "x", span: 90..<99)
        #expect(caretText(for: error, line: "ab") == "error: x\n  ab\n    ^")
    }
}
