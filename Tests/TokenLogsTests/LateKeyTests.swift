// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

/// Returns a response of two tokens as a line, with further members.
private func line(_ members: String = "", advantage: String = "advantages") -> String {
    "{\"old_logps\": [-1, -1], \"logps\": [-0.5, -2], \"\(advantage)\": 1\(members)}\n"
}

@Test("A mask applies wherever it appears, also one of several and one of responses")
func lateMasks() throws {
    let text =
        line(", \"loss_mask\": [1, 1]") + line(", \"loss_mask\": [1, 1], \"tool_mask\": [1, 0]")
        + line(", \"tool_mask\": [0, 1], \"loss_mask\": [1, 1], \"sample_mask\": 1")
        + line(", \"loss_mask\": [1, 1], \"sample_mask\": 0") + line()
    let reading = try read(text)
    #expect(reading.tokens.map(\.row) == [1, 2, 3, 6, 9, 10])
    #expect(reading.report.mapping["sample_mask"] == "sample_mask")
    #expect(
        reading.report.mapping.choices.first { $0.column == "mask" }?.source
            == "loss_mask*tool_mask")
    #expect(reading.remarks.contains("tool_mask is not there or null in 3 of 5 objects"))
    #expect(reading.remarks.contains("loss_mask is not there or null in 1 of 5 objects"))
}

@Test("A late mask whose sense is not clear is refused, with its line")
func lateUnclear() throws {
    let error = try #require(refusal(line() + line() + line(", \"ignore\": [0, 1]")))
    #expect(error.message.hasPrefix("ignore") && error.line == 3)
    let text = line() + line(", \"ignore\": [0, 1]")
    #expect(try read(text, columns: ["mask": "not:ignore"]).tokens.map(\.row) == [1, 2, 3])
    #expect(try read(text, columns: ["mask": "none"]).tokens.count == 4)
}

@Test("Names of one column take turns; where both are in one object the first counts")
func turns() throws {
    let text =
        line() + line(advantage: "adv") + line(", \"adv\": 7")
        + line(", \"advantages\": 3", advantage: "adv")
    let reading = try read(text)
    #expect(reading.tokens.map(\.advantage) == [1, 1, 1, 1, 1, 1, 3, 3])
    #expect(reading.report.mapping.description.contains("advantage=advantages|adv"))
    let typed = try read(text, columns: ["advantage": "adv|advantages"])
    #expect(typed.tokens.map(\.advantage) == [1, 1, 1, 1, 7, 7, 1, 1])
}

@Test("A rival that comes late is not read, and is listed")
func lateRival() throws {
    let reading = try read(line() + line(", \"adv\": 7, \"note\": 1"))
    #expect(reading.tokens.map(\.advantage) == [1, 1, 1, 1])
    #expect(Set(reading.report.mapping.unused) == ["adv", "note"])
}

@Test("Entropies, rewards and policies that come late are read from there")
func lateColumns() throws {
    let more =
        ", \"entropy\": [1, 2], \"reward\": 5, \"ref_logps\": [-3, -3], \"vllm_logps\": [-1, -2]"
    let tokens = try read(line() + line(more)).tokens
    #expect(tokens.map(\.entropy) == [nil, nil, 1, 2] && tokens.map(\.reward) == [nil, nil, 5, 5])
    #expect(tokens.map(\.referenceLogProbability) == [nil, nil, -3, -3])
    #expect(tokens.map(\.engineLogProbability) == [nil, nil, -1, -2])
}

@Test("A late key that changes what another means is refused, with its line and what to type")
func changedMeaning() throws {
    let first = "{\"rollout_logps\": [-1], \"logps\": [-1], \"adv\": 1}\n"
    let both = "{\"rollout_logps\": [-1], \"old_logps\": [-2], \"logps\": [-1], \"adv\": 1}\n"
    let error = try #require(refusal(first + both))
    #expect(error.line == 2 && error.message.contains("old_logps"))
    #expect(error.hint == "name the column: logp_old=old_logps")
    let named = try read(first + both, columns: ["logp_old": "old_logps"])
    #expect(named.tokens.map(\.oldLogProbability) == [-2])
    #expect(named.dropped("without the columns") == 1)
    let other = "{\"old_logps\": [-2], \"logps\": [-1], \"adv\": 1}\n"
    #expect(refusal(first + other)?.hint == "name the column: logp_old=old_logps")
    let engine = "{\"old_logps\": [-1], \"rollout_logps\": [-1], \"adv\": 1}\n"
    #expect(refusal(engine + both)?.hint == "name the column: logp=logps")
}

@Test("A name that a person chose may come late, and must come")
func namedLate() throws {
    let text = line() + line(", \"keepers\": [1, 0]")
    let reading = try read(text, columns: ["mask": "keepers"])
    #expect(reading.tokens.map(\.row) == [1, 2, 3])
    let error = try #require(refusal(text, columns: ["mask": "keeper"]))
    #expect(error.message == "the file has no column keeper for mask")
    #expect(error.hint?.contains("keepers") == true)
    #expect(refusal(text, columns: ["reward": "score"]) != nil)
}

@Test("Lines without a log's columns do not keep later keys from being read")
func foreignKeys() throws {
    let metrics = "{\"loss\": 1, \"loss_mask\": 3, \"reward\": 2}\n"
    let reading = try read(line() + metrics + metrics + line(", \"loss_mask\": [0, 1]"))
    #expect(reading.tokens.map(\.row) == [1, 2, 6])
    #expect(reading.report.mapping["mask"] == "loss_mask")
    #expect(reading.report.mapping.unused == ["loss"])
}

@Test("A file of ever new keys is read in bounded memory and time")
func everNewKeys() throws {
    var text = ""
    for number in 0..<3_000 { text += line(", \"key\(number)\": \(number)") }
    let reading = try read(text)
    #expect(reading.tokens.count == 6_000)
    #expect(reading.report.mapping.unused.count <= JSONColumns.mostNames)
}

@Test("Keys that are there twice are counted, the later value is read")
func repeated() throws {
    let text =
        line(", \"logps\": [-3, -3]") + line(", \"note\": 1, \"note\": 2")
        + line(", \"logps\": [-4]")
    let reading = try read(text)
    #expect(reading.tokens.map(\.logProbability) == [-3, -3, -0.5, -2])
    #expect(reading.remarks.contains("logps is there twice in one object, 2 times"))
    #expect(reading.dropped("old_logps 2, logps 1, advantages one value") == 2)
}

@Test("A mask that is null for a whole response is one that is not there, as TRL's tool_mask")
func nullMask() throws {
    let text = line(", \"tool_mask\": null") + line(", \"tool_mask\": [1, 0]")
    let reading = try read(text)
    #expect(reading.tokens.map(\.row) == [1, 2, 3] && reading.tokens.map(\.mask) == [1, 1, 1])
    #expect(reading.remarks.contains("tool_mask is not there or null in 1 of 2 objects"))
    let rows = "{\"logp_old\": -1, \"logp\": -1, \"adv\": 1, \"mask\": null}\n"
    #expect(try read(rows).dropped("mask is missing or null") == 1)
}
