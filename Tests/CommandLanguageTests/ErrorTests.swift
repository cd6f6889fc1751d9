// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Suite("What is said of wrong lines")
struct ErrorTests {
    @Test(
        "Each error says what is wrong, where, and one thing to type instead", arguments: errorRows)
    func error(row: ErrorRow) throws {
        let error = try #require(sampleError(row.line), "\(row.line) gives no error")
        #expect(error.code == row.code)
        #expect(error.span == row.span)
        #expect(error.message == row.message)
        #expect(error.hint == row.hint)
    }

    @Test("A prefix of a verb will do where prefixes are allowed, and only there")
    func prefixes() throws {
        var prompt = sampleSurroundings
        prompt.allowsPrefixes = true
        guard case .command(let arguments) = try sampleParser.parse("weig", in: prompt) else {
            Issue.record("weig is no command")
            return
        }
        #expect(arguments.command.name == "weights")
        #expect(
            sampleError("s", prompt)?.message == "\"s\" could be softmax, set, sweep or simulate")
        #expect(sampleError("weig")?.hint == "write weights")
        #expect(sampleError("wx", prompt)?.message == "there is no command \"wx\"")
    }

    @Test("Every code has the exit code of its class")
    func exitCodes() {
        #expect(CommandError.Code.allCases.map(\.exitCode) == [1, 1, 1, 1, 3, 4, 130, 1])
    }

    @Test("A line over a mebibyte is refused, whatever it holds")
    func tooLong() {
        let line = "find " + String(repeating: "a", count: 10 << 20)
        #expect(sampleError(line)?.message == "the line is longer than 1 MiB")
    }

    @Test("A line of a mebibyte is read")
    func long() throws {
        let words = String(repeating: "1 ", count: 10_000)
        let rewards = Key(lists: "reward", "", .numbers, required: true)
        #expect(try sampleArguments("group " + words)?[rewards].count == 10_000)
        let word = String(repeating: "a", count: (1 << 20) - 5)
        let file = Key(.word(required: true), "file", "", .path)
        #expect(try sampleArguments("load " + word)?[file].text == word)
    }
}
