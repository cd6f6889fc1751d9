// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TestSupport
import Testing

@Suite("Words in quotes, and lines of shell arguments")
struct QuotingTests {
    @Test(
        "A word gets quotes only where it needs them",
        arguments: [
            ("Therefore", "Therefore"), ("don't", "don't"), ("a#b", "a#b"), ("▁the", "▁the"),
            ("the cat", "\"the cat\""), ("", "\"\""), ("#", "\"#\""), ("'a", "\"'a\""),
            ("a=b", "\"a=b\""), ("f(x)", "\"f(x)\""), ("a\"b", "a\"b"),
            ("a \"b\"", "\"a \\\"b\\\"\""),
            ("a\\", "\"a\\\\\""), ("a\\b", "a\\b"), ("\u{1B}[31m", "\"\\u{1B}[31m\""),
            ("a\nb", "\"a\\nb\""),
            ("a,", "\"a,\""), ("\u{202E}x", "\"\\u{202E}x\""), ("a\u{A0}b", "\"a\u{A0}b\""),
        ])
    func quotes(word: String, text: String) {
        #expect(quoted(word) == text)
    }

    @Test("Any text in quotes reads back as one word")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        let pieces = [
            "a", "π", " ", "\"", "'", "\\", "#", "=", "(", ")", ",", "\n", "\r", "\t", "\u{0}",
            "\u{1B}",
            "\u{202E}", "\u{85}", "漢", "\u{301}", "{", "]", "..", "\\u{41}",
        ]
        for _ in 0..<2000 {
            let count = Int.random(in: 1...6, using: &generator)
            let word = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
            let line = "find " + quoted(word)
            guard
                case .command(let arguments) = try sampleParser.parse(line, in: sampleSurroundings)
            else {
                Issue.record("\(line) is no command")
                continue
            }
            #expect(arguments.given.map(\.text) == [word], "\(line.debugDescription)")
            #expect(isComplete(line))
        }
    }

    @Test(
        "Shell arguments become the line that means the same",
        arguments: [
            (["weights"], "weights"), ([], ""), (["plot weight"], "plot weight"),
            (["plot", "weight", "out=my file.png"], "plot weight out=\"my file.png\""),
            (["token", "the cat", "old=0.1"], "token \"the cat\" old=0.1"),
            (["token", "A", "old = 0.1"], "token A old=0.1"),
            (["token", "A", "old=(1 / 3)"], "token A old=\"(1 / 3)\""),
            (["token", "#1"], "token \"#1\""), (["load", "a(b.csv"], "load \"a(b.csv\""),
            (["load", "a(1).csv"], "load a(1).csv"), (["load", ""], "load \"\""),
            (["plot", "out="], "plot out="),
            (
                ["rule", "g", "=", "if", "A", ">", "0", "then", "1/sqrt(r)", "else", "r"],
                "rule g = if A > 0 then 1/sqrt(r) else r"
            ),
            (["rule", "g", "=", "(", "r", "+", "1", ")"], "rule g = ( r + 1 )"),
            (["rule", "g = if r == 1 then 2 else r"], "rule g=\"if r == 1 then 2 else r\""),
            (
                ["rule", "g", "=", "if r == 1 then 2 else r"],
                "rule g = \"if r == 1 then 2 else r\""
            ),
            (["rule", "g=r"], "rule g=r"), (["1", "+", "2"], "1 + 2"),
            (["drop", "a,", "b"], "drop a, b"),
            (["softmax", "the cat=2", "b=1"], "softmax \"the cat\"=2 b=1"),
            (["find", "a\u{1B}b"], "find \"a\\u{1B}b\""),
        ] as [([String], String)])
    func arguments(arguments: [String], text: String) {
        #expect(line(fromArguments: arguments) == text)
    }

    @Test("A rule typed in a shell is the same rule in every spelling")
    func rules() throws {
        let spellings = [
            ["rule", "g", "=", "if", "r", "==", "1", "then", "2", "else", "r"],
            ["rule", "g = if r == 1 then 2 else r"], ["rule", "g=if r == 1 then 2 else r"],
            ["rule", "g", "=", "if r == 1 then 2 else r"], ["rule g = if r == 1 then 2 else r"],
        ]
        for spelling in spellings {
            let arguments = try #require(try sampleArguments(line(fromArguments: spelling)))
            guard case .definition(let name, let body, let span)? = arguments.given.first?.value
            else {
                Issue.record("\(spelling) is no definition")
                continue
            }
            #expect(name == "g")
            #expect(body == "if r == 1 then 2 else r")
            #expect(span.count == body.count)
        }
    }
}
