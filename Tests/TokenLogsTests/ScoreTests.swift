// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

private func scores(_ text: String, metric: String? = nil) throws -> ScoreFile {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    return try readScores(path: path, metric: metric)
}

@Test("verl's rollouts are scores by prompt")
func rolloutScores() throws {
    let file = try readScores(path: resource("cases/verl_rollout_12.jsonl"))
    #expect(file.metric == "score" && file.others == ["acc"])
    #expect(file.groups.map(\.prompt) == ["a1"] && file.groups.map(\.step) == [12])
    #expect(file.groups.map(\.answers) == [3] && file.groups.map(\.mean) == [1])
    #expect(file.equalGroups == 1)
}

@Test("ms-swift's lists are the answers of a step; equal prompts are one group")
func swiftScores() throws {
    let file = try readScores(path: resource("cases/swift_completions.jsonl"))
    #expect(file.metric == "AccReward" && file.answers == 8)
    #expect(file.groups.map(\.step) == [1, 2] && file.groups.map(\.answers) == [4, 4])
    #expect(file.groups.map(\.mean) == [0.5, 0.5] && file.equalGroups == 0)
    let deviation = try #require(file.groups.first?.deviation)
    #expect(abs(deviation - 0.5773502691896257) < 1e-15)
}

@Test("Groups are told by prompt and step, from numbers, texts and messages")
func scoreGroups() throws {
    let text = """
        {"step": 1, "prompt": "a", "reward": 1}
        {"step": 1, "prompt": "b", "reward": 0.5}
        {"step": 1, "prompt": "a", "reward": 0}
        {"step": 2, "prompt": "a", "reward": true}
        {"step": 2, "prompt": [{"role": "user", "content": "x"}], "reward": 2}
        """
    let file = try scores(text)
    #expect(file.groups.map(\.answers) == [2, 1, 1, 1])
    #expect(file.groups.map(\.mean) == [0.5, 0.5, 1, 2])
    #expect(file.groups.map(\.low) == [0, 0.5, 1, 2] && file.groups[1].deviation == nil)
    let numbers = try scores("{\"prompt_id\": 7, \"prompt\": \"a\", \"score\": 1, \"length\": 3}\n")
    #expect(numbers.groups.map(\.prompt) == ["7"] && numbers.groups[0].step == nil)
    #expect(
        try scores("{\"prompt\": \"a\", \"length\": 3, \"score\": 1}\n", metric: "length").groups[0]
            .mean == 3)
}

@Test("Scores that are none, and lines that are no answers, are counted")
func faultyScores() throws {
    let text = """
        INFO start
        {"prompt": "a", "score": 1}
        {"prompt": "a", "score": null}
        {"prompt": "a", "score": NaN}
        {"prompt": "a", "score": "x"}
        {"prompt": "a"}
        {"prompt": "a", "score": 1
        """
    let file = try scores(text)
    #expect(file.answers == 1 && file.withoutScore == 3 && file.foreignLines == 3)
}

@Test(
    "Files without scores by prompt say so",
    arguments: [
        ("{\"step\": 1, \"loss\": 2}\n", "holds no scores beside prompts: step loss"),
        ("", "holds no scores"), ("[1, 2]\n", "holds no scores"),
        ("{\"prompt\": \"a\", \"completion\": \"b\"}\n", "holds no scores"),
        ("{\"prompt\": [\"a\", \"b\"], \"score\": [1]}\n", "2 prompts and 1 scores"),
        (
            "{\"prompt\": \"a\", \"score\": 1, \"logp\": -1, \"logp_old\": -1}\n",
            "an object a token"
        ),
        ("PAR1", "Parquet"),
    ])
func noScores(text: String, what: String) throws {
    let error = try #require(throws: LogError.self) { try scores(text) }
    #expect(error.message.contains(what), "\(error)")
    #expect(error.hint != nil)
}

@Test("More prompts than can be told apart are counted, in bounded memory")
func manyPrompts() throws {
    var text = ""
    for number in 0..<(ScoreFile.mostGroups + 10) { text += "{\"uid\":\(number),\"score\":1}\n" }
    let file = try scores(text)
    #expect(file.groups.count == ScoreFile.mostGroups && file.beyond == 10)
}
