// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenLogs

/// One member of an object, as it may be written.
private struct Member {
    let key: String
    let value: String
}

/// Makes objects of a log whose keys are in ever other orders, are there twice, are escaped, name their
/// response in front or behind, and hold arrays or single values.
private struct Objects {
    var generator: SeededGenerator
    private var order = [
        "step", "prompt_id", "note", "response_id", "reward", "token", "logp_old", "logp",
        "advantage", "mask", "entropy",
    ]
    private var names = (step: 0, prompt: "p", response: 0)

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func isOne(in count: Int) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }

    /// Returns the next object's members; some are broken.
    mutating func next() -> [Member] {
        if isOne(in: 40) { order.shuffle(using: &generator) }
        if isOne(in: 6) { names.response += 1 }
        if isOne(in: 20) { names.step += 1 }
        if isOne(in: 20) {
            names.prompt = ["p", "q\\\"", "a\\u0062c", ""].randomElement(using: &generator) ?? ""
        }
        let count = isOne(in: 10) ? Int.random(in: 0...3, using: &generator) : nil
        var members = order.map { Member(key: key($0), value: value($0, count)) }
        if isOne(in: 8) { members.remove(at: Int.random(in: members.indices, using: &generator)) }
        if isOne(in: 8), let again = members.randomElement(using: &generator) {
            members.append(isOne(in: 2) ? again : Member(key: again.key, value: value("step", nil)))
        }
        if isOne(in: 30) { members.append(Member(key: "logp", value: "-0.5 x")) }
        return members
    }

    /// Returns a key as it is written.
    private mutating func key(_ name: String) -> String {
        isOne(in: 25) ? name.replacingOccurrences(of: "o", with: "\\u006f") : name
    }

    private mutating func value(_ key: String, _ count: Int?) -> String {
        guard let count,
            !["step", "prompt_id", "note", "response_id"].contains(key) || isOne(in: 5)
        else { return one(key) }
        let length = max(0, isOne(in: 12) ? count - 1 : count)
        let values = (0..<length).map { _ in one(key) }.joined(separator: ", ")
        return "[\(values)]"
    }

    private mutating func one(_ key: String) -> String {
        switch key {
        case "step": "\(names.step)"
        case "prompt_id": "\"\(names.prompt)\""
        case "response_id": "\(names.response)"
        case "note":
            ["{\"a\": [1, \"]\"]}", "\"x\\\\\"", "null", "[]"].randomElement(using: &generator)
                ?? ""
        case "token":
            "\"" + String(repeating: "é", count: Int.random(in: 0...9, using: &generator)) + "\""
        case "advantage", "mask", "reward": "\(Int.random(in: 0...2, using: &generator))"
        default:
            isOne(in: 30)
                ? ["null", "NaN", "\"-0.5\"", "-1e-3", "true", "-0.1234567890123"]
                    .randomElement(using: &generator) ?? ""
                : "-0.\(Int.random(in: 1...99_999, using: &generator))"
        }
    }
}

/// Writes an object in the usual way.
private func usual(_ members: [Member]) -> String {
    "{" + members.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "}\n"
}

/// Writes an object with blanks wherever JSON allows them, so that no two begin alike and no key has its
/// colon behind it.
private func spaced(_ members: [Member], _ generator: inout SeededGenerator) -> String {
    var text = String(repeating: " ", count: Int.random(in: 1...6, using: &generator)) + "{"
    for (index, member) in members.enumerated() {
        let blanks = String(repeating: "\t", count: Int.random(in: 1...3, using: &generator))
        text +=
            (index > 0 ? "," : "") + blanks + "\"\(member.key)\"" + blanks + ":" + blanks
            + member.value + blanks
    }
    return text + "}\n"
}

@Test("Objects are read alike however their keys are ordered and written", arguments: 1...6)
func keyOrders(seed: Int) throws {
    var objects = Objects(seed: UInt64(seed))
    let first =
        "{\"step\": 0, \"prompt_id\": \"p\", \"note\": 1, \"response_id\": 0, \"reward\": 0, "
        + "\"token\": \"a\", \"logp_old\": -1, \"logp\": -1, \"advantage\": 1, \"mask\": 1, "
        + "\"entropy\": 0.5}\n"
    var (plain, blank) = (first, first)
    for _ in 0..<3_000 {
        let members = objects.next()
        plain += usual(members)
        blank += spaced(members, &objects.generator)
    }
    let (found, expected) = (try read(plain), try read(blank))
    #expect(found.tokens.count > 1_000)
    #expect(found.report.dropped.count > 3)
    #expect(found.tokens == expected.tokens)
    #expect(found.lengths == expected.lengths)
    #expect(found.report.dropped == expected.report.dropped)
    #expect(found.report.remarks == expected.report.remarks)
    #expect(found.report.responses == expected.report.responses)
}

@Test("A value that comes again replaces the one in front, in its own object alone")
func repeatedLead() throws {
    let rest = "\"logp_old\": -1, \"logp\": -1, \"advantage\": 1"
    let text =
        "{\"step\": 1, \"response_id\": 1, \(rest)}\n"
        + "{\"step\": 1, \"response_id\": 1, \(rest), \"step\": 2}\n"
        + "{\"step\": 1, \"response_id\": 1, \(rest)}\n"
        + "{\"step\": 1, \"response_id\": 1, \"logp_old\": x\"\n"
        + "{\"step\": 1, \"response_id\": 1, \(rest)}\n"
        + "{\"step\": 1, \"response_id\": 12, \(rest)}\n"
        + "{\"step\": 1, \"response_id\": 1\n{\"step\": 1, \"response_id\": 1}\n"
    let reading = try read(text)
    #expect(reading.tokens.map(\.step) == [1, 2, 1, 1, 1])
    #expect(reading.lengths == [1, 1, 2, 1])
    #expect(reading.remarks.contains("step is there twice in one object, 1 time"))
}

@Test("What an object does not have is not taken from the one before")
func leftValues() throws {
    let text =
        "{\"step\": 4, \"token\": \"a\", \"logp_old\": -1, \"logp\": -1, \"advantage\": 1, \"mask\": 0}\n"
        + "{\"logp_old\": -1, \"logp\": -1, \"advantage\": 1}\n"
        + "{\"step\": 4, \"token\": [[\"b\"], [\"c\"]], \"logp_old\": -1, \"logp\": -1, \"advantage\": 1}\n"
        + "{\"step\": 5, \"tokens\": [\"d\"], \"logp_old\": [-2], \"logp\": [-2], \"advantage\": 1}\n"
        + "{\"logp_old\": -1, \"advantage\": 1}\n"
    let reading = try read(text)
    #expect(reading.tokens.map(\.step) == [nil, 4, 5])
    #expect(reading.tokens.map(\.text) == [nil, nil, "d"])
    #expect(reading.dropped("logp is missing") == 1)
    #expect(reading.dropped("own mask") == 1)
}

@Test("Texts of tokens that are not asked for are counted all the same")
func countedTexts() throws {
    let numbers = "\"logp_old\": [-1, -2], \"logp\": [-1, -2], \"advantage\": [1, -1]"
    let texts = [
        "[\"a\", \"b\"]", "[\"a\\\"]\", \"\\\\\"]", "[[\"a\", \"b\"]]", "[1, null]", "[\"a\"]",
        "[\"a\", \"b\", \"c\"]", "[\"a\" , \"b\"]", "[]", "[\"a\",\"b\",\"c\",\"d\"]",
    ]
    let text = texts.map { "{\"tokens\": \($0), \(numbers)}\n" }.joined()
    // What reads every token and what reads statistics alone must report the same; see `read`.
    let reading = try read(
        text + "{\"tokens\": [\"a\", ], \(numbers)}\n{\"tokens\": [\"a, \(numbers)}\n")
    #expect(reading.tokens.count == 18)
    #expect(reading.remarks.contains("token has another length"))
    #expect(reading.dropped("not a complete JSON object") == 2)
}

@Test("Numbers of tokens that are not asked for are noted all the same where they are none")
func countedNumbers() throws {
    let numbers = "\"logp_old\": [-1, -2], \"logp\": [-1, -2], \"advantage\": [1, -1]"
    let arrays = [
        "[1, 2]", "[1, 2.5]", "[1, \"x\"]", "[null, 2]", "[[1, 2]]", "[1]", "[1,2,3]",
        "[12345678, 2]",
        "[1 , 2]", "[true, 2]", "\"x\", \"token_ids\": [1, 2]", "[1, 2], \"token_ids\": [\"x\", 2]",
    ]
    let text = arrays.map { "{\"token_ids\": \($0), \(numbers)}\n" }.joined()
    let reading = try read(text + "{\"token_ids\": [1, 2, \(numbers)}\n")
    #expect(reading.tokens.count == 24)
    #expect(reading.remarks.contains("could not be read in 3 used rows"))
    #expect(reading.dropped("not a complete JSON object") == 1)
}
