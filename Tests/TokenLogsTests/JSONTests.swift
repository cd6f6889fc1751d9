// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

/// Returns a row as a JSON object with one more member.
private func row(_ member: String) -> String {
    "{\(member), \"logp_old\": -1, \"logp\": -2, \"advantage\": 1}\n"
}

@Test(
    "Escapes in a token's text are undone",
    arguments: [
        (#"a\"b\\\/\n\t\r\b\f"#, "a\"b\\/\n\t\r\u{8}\u{C}"), (#"\u00e9\u0120x"#, "éĠx"),
        (#"\ud83d\ude00!"#, "😀!"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
        (#"\ud83dx\u0041"#, "\u{FFFD}xA"), (#"\u12"#, "\u{FFFD}12"), (#"\uzzzz"#, "\u{FFFD}zzzz"),
        (#"\u0000"#, "\u{0}"), (#"\x"#, "x"), ("", ""), (#"\ud83d\u0041"#, "\u{FFFD}A"),
    ])
func escapes(written: String, text: String) throws {
    #expect(try read(row("\"token\": \"\(written)\"")).tokens.map(\.text) == [text])
}

@Test(
    "Numbers may be strings, and what is no number drops its row",
    arguments: [
        ("\"-0.5\"", nil), ("-0.50", nil), ("null", "logp is missing"),
        ("NaN", "logp is not finite"),
        ("-Infinity", "logp is not finite"), ("\"nan\"", "logp is not finite"),
        ("\"\"", "logp is missing"), ("{\"a\": [1]}", "logp is not a number"),
        ("\"x\"", "logp is not a number"), ("[[-0.5], [-1]]", "logp is not a number"),
    ] as [(String, String?)])
func numbers(written: String, reason: String?) throws {
    let first = row("\"x\": 0")
    let reading = try read(first + "{\"advantage\": 1, \"logp\": \(written), \"logp_old\": -1}\n")
    #expect(reading.tokens.count == (reason == nil ? 2 : 1))
    if let reason { #expect(reading.dropped(reason) == 1, "\(reading.report.dropped)") }
}

@Test("A trainer's own messages, blank and broken lines among the records are counted")
func foreignLines() throws {
    let text =
        "[INFO] starting\n\n{\"loss\": 1.5}\n" + row("\"token\": \"a\"")
        + "Step 3: done\n   \n[1]\n"
        + "{\"logp\": -1, \"logp_old\": -1, \"advantage\": 1} x\n{\"logp\": -1,}\n{}\n"
        + row("\"token\": \"b\"") + "{\"token\": \"c\", \"logp_old\": -1, \"logp\": -0."
    let reading = try read(text)
    #expect(reading.tokens.map(\.text) == ["a", "b"])
    #expect(reading.dropped("not a complete JSON object") == 6)
    #expect(reading.dropped("without the columns") == 1)
    #expect(reading.dropped("advantage is missing") == 1)
    #expect(reading.report.rowsRead == 10)
    #expect(reading.remarks.contains("may be cut"))
}

@Test("Members may come in any order, twice, nested, and with escaped names")
func members() throws {
    let text =
        row("\"token\": \"a\"")
        + "{ \"advantage\" : 2, \"deep\": {\"logp\": [1, {\"a\": \"}\"}]}, \"logp_old\":-3, "
        + "\"lo\\u0067p\": -7, \"logp\": -4 }\r\n"
    let tokens = try read(text).tokens
    #expect(tokens.map(\.logProbability) == [-2, -4])
    #expect(tokens.map(\.advantage) == [1, 2])
}

@Test("Deep nesting cannot exhaust the stack")
func nesting() throws {
    let deep = String(repeating: "[", count: 200_000)
    let closed = deep + String(repeating: "]", count: 200_000)
    let reading = try read(row("\"x\": 0") + row("\"x\": \(deep)") + row("\"x\": \(closed)"))
    #expect(reading.tokens.count == 2)
    #expect(reading.dropped("not a complete JSON object") == 1)
}

@Test("A response's arrays become its tokens, and single values hold for all of them")
func arrays() throws {
    let text =
        "{\"step\": 3, \"uid\": \"p-1\", \"tokens\": [\"a\", \"b\"], \"token_ids\": [7, 8], "
        + "\"old_logprobs\": [-1, -2], \"logprobs\": [-1.5, -1], \"adv\": 0.5, \"score\": 1}\n"
    let reading = try read(text + text)
    #expect(reading.lengths == [2, 2])
    #expect(reading.report.format == "JSON lines, arrays per response")
    let token = try #require(reading.tokens.last)
    #expect(token.row == 4 && token.step == 3 && token.prompt == .text("p-1"))
    #expect(token.text == "b" && token.tokenID == 8 && token.reward == 1)
    #expect(token.oldLogProbability == -2 && token.logProbability == -1)
    #expect(token.advantage == 0.5)
}

@Test("NeMo's arrays, nested once more and padded under a mask, are unwrapped")
func nested() throws {
    let text =
        "{\"rewards\": [1.0], \"token_ids\": [[5, 6, 0]], \"token_loss_mask\": [[0, 1, 0]], "
        + "\"sample_loss_mask\": [1.0], \"advantages\": [[0.5, 0.5, 0]], \"idx\": [4], "
        + "\"generation_logprobs\": [[0, -1, 0]], \"prev_logprobs\": [[0, -1.25, 0]]}\n"
    let reading = try read(text)
    let token = try #require(reading.tokens.first)
    #expect(reading.tokens.count == 1 && token.tokenID == 6 && token.response == .number(4))
    #expect(token.reward == 1 && token.logProbability == -1.25)
    #expect(reading.dropped("mask") == 2)
}

@Test("A prompt's tokens are left out by the mask, and nulls beside them do no harm")
func promptTokens() throws {
    let text =
        "{\"loss_mask\": [false, false, true], \"advantages\": [null, null, -1], "
        + "\"inference_logprobs\": [null, NaN, -1], \"trainer_logprobs\": [0, null, -2], "
        + "\"token_ids\": [1, 2, 3]}\n"
    let reading = try read(text)
    #expect(reading.tokens.map(\.tokenID) == [3])
    #expect(reading.report.rowsRead == 3)
}

@Test(
    "Arrays that do not fit together are counted, not guessed at",
    arguments: [
        ("\"logp\": [-1, -2, -3]", 3, 0), ("\"logp\": -1", 2, 0), ("\"logp\": []", 2, 0),
        ("\"logp\": [-1, -2], \"mask\": [1, 1, 1]", 3, 0),
        ("\"logp\": [-1, -2], \"mask\": [1]", 0, 2), ("\"logp\": [-1, -2], \"entropy\": [1]", 0, 2),
        ("\"logp\": [-1, null]", 1, 1),
    ])
func unequal(member: String, dropped: Int, used: Int) throws {
    let first = "{\"logp_old\": [-1], \"logp\": [-1], \"adv\": 1, \"mask\": 1, \"entropy\": [1]}\n"
    let line = "{\"logp_old\": [-1, -2], \"adv\": 1, \"mask\": 1, \(member)}\n"
    let reading = try read(first + line)
    #expect(reading.tokens.count == 1 + used)
    #expect(reading.report.rowsRead == 1 + dropped + used)
    #expect(reading.tokens.dropFirst().allSatisfy { $0.entropy == nil })
}

@Test("Texts of another length are left out and said; one more than the rest is let pass")
func textsOfAnotherLength() throws {
    func line(_ tokens: String) -> String {
        "{\"tokens\": \(tokens), \"logp_old\": [-1, -2], \"logp\": [-1, -2], \"adv\": 1}\n"
    }
    let reading = try read(
        line("[\"a\", \"b\", \"$\"]") + line("[\"p\", \"q\", \"a\", \"b\"]") + line("[5, 6]"))
    #expect(reading.tokens.map(\.text) == ["a", "b", nil, nil, nil, nil])
    #expect(reading.tokens.map(\.tokenID) == [nil, nil, nil, nil, 5, 6])
    #expect(reading.remarks.contains("token has another length"))
}

@Test("A response without tokens is counted")
func emptyResponse() throws {
    let line = "{\"logp_old\": [], \"logp\": [], \"adv\": 1}\n"
    let reading = try read(line)
    #expect(reading.report.rowsRead == 1 && reading.dropped("without tokens") == 1)
    #expect(reading.remarks.contains("no row could be used"))
}

@Test("A log in which nothing has moved says that it is on-policy")
func onPolicy() throws {
    let still = "{\"logp_old\": [-1, -2], \"logp\": [-1, -2], \"advantage\": 1}\n"
    #expect(try read(still).remarks.contains("on-policy"))
    #expect(try !read(still + row("\"x\": 0")).remarks.contains("on-policy"))
}
