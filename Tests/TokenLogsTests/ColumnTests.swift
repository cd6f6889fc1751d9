// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

/// Every alias with the column that it stands for.
private let aliases = LogColumn.all.flatMap { column in
    column.aliases.map { (column: column.name, alias: $0) }
}

@Test("Every alias is found, whatever its case and its separators", arguments: aliases)
func alias(column: String, alias: String) throws {
    let required: Set = ["logp_old", "logp", "advantage"]
    let others = column.hasSuffix("ratio") ? ["advantage"] : required.subtracting([column])
    for spelling in [alias, alias.uppercased(), alias.replacing("_", with: "-"), alias + " /."] {
        let mapping = try ColumnMatcher.match([spelling] + others, overrides: [:])
        #expect(mapping[column] == spelling)
    }
}

@Test("Every column has its own place in a row, in the order of the list")
func slots() {
    #expect(LogColumn.all.map(\.slot) == Array(Slot.allCases.prefix(LogColumn.all.count)))
    #expect(Slot.allCases.dropFirst(LogColumn.all.count).allSatisfy { $0.isMask })
    #expect(Slot.allCases.count == RowValues.count)
    #expect(LogColumn.all.allSatisfy { LogColumn.named($0.name) == $0 })
}

@Test("prev_logprobs is the new policy where generation_logprobs is there too")
func recomputed() throws {
    let reading = try read("prev_logprobs,generation_logprobs,adv\n-1,-2,1\n")
    #expect(reading.report.mapping["logp"] == "prev_logprobs")
    #expect(reading.report.mapping["logp_old"] == "generation_logprobs")
    #expect(reading.remarks.contains("prev_logprobs is taken for logp"))
    #expect(reading.remarks.contains("sampling engine"))
    #expect(reading.tokens.map(\.logProbability) == [-1])
}

@Test("prev_logprobs is the old policy where nothing else is")
func previous() throws {
    let reading = try read("prev_logprobs,logp,adv\n-1,-2,1\n")
    #expect(reading.report.mapping["logp_old"] == "prev_logprobs")
}

@Test("Recomputed log-probabilities are the old policy's, and the sampler's the engine's")
func twoOldPolicies() throws {
    let reading = try read("rollout_log_probs,old_log_probs,log_probs,A\n-1,-2,-3,1\n")
    #expect(reading.tokens.map(\.oldLogProbability) == [-2])
    #expect(reading.tokens.map(\.engineLogProbability) == [-1])
    #expect(reading.report.mapping["logp_engine"] == "rollout_log_probs")
    #expect(!reading.remarks.contains("rollout_log_probs"), "it is a column of its own")
}

@Test("A logging board's policy and reference are no ratio")
func loggingBoard() throws {
    let text = "{\"logprobs\": [-1], \"ref_logprobs\": [-2], \"advantages\": [1]}\n"
    let error = try #require(refusal(text))
    #expect(error.kind == .format)
    #expect(error.hint?.contains("logp_old=NAME") == true)
    #expect(error.line == 1)
    #expect(try read(text, columns: ["logp_old": "ref_logprobs"]).tokens.count == 1)
}

@Test("The ratio is computed where both log-probabilities are there")
func ratioIgnored() throws {
    let reading = try read("logp_old,logp,ratio,adv\n-2,-1,99,1\n")
    #expect(abs(try #require(reading.tokens.first).importanceRatio - 2.718281828459045) < 1e-15)
    #expect(reading.remarks.contains("ratio is not read"))
    #expect(reading.report.mapping["ratio"] == nil)
}

@Test("A ratio stands for a missing log-probability")
func ratioStandsIn() throws {
    let new = try #require(try read("logp,ratio,adv\n-1,0.5,1\n").tokens.first)
    #expect(abs(new.oldLogProbability - (-1 - 0.5.logarithm)) < 1e-15)
    let old = try #require(try read("logp_old,log_ratio,adv\n-1,-0.25,1\n").tokens.first)
    #expect(old.logProbability == -1.25)
    let alone = try #require(try read("ratio,adv\n0.5,1\n").tokens.first)
    #expect(alone.logProbability.isNaN && alone.oldLogProbability.isNaN)
    #expect(abs(alone.importanceRatio - 0.5) < 1e-15)
}

extension Double {
    /// The logarithm of one half, written down.
    fileprivate var logarithm: Double { -0.6931471805599453 }
}

@Test("Log-ratios are clamped to 20")
func clamped() throws {
    let tokens = try read("logp_old,logp,adv\n-90,-1,1\n-1,-90,1\n").tokens
    #expect(tokens.map(\.importanceRatio) == [485165195.4097903, 2.061153622438558e-09])
}

@Test("A person's choice of a column wins")
func overrides() throws {
    let text = "a,b,logp,adv\n-1,-2,-3,1\n"
    #expect(try read(text, columns: ["logp_old": "b"]).tokens.first?.oldLogProbability == -2)
    #expect(try read(text, columns: ["LOGP-OLD": "A"]).tokens.first?.oldLogProbability == -1)
    #expect(refusal(text, columns: ["logp_old": "z"])?.message.contains("no column z") == true)
    #expect(refusal(text, columns: ["logpold2": "a"])?.message.contains("logpold2") == true)
    #expect(
        refusal(text, columns: ["logp_old": "a", "logp": "a"])?.message.contains("two") == true)
}

@Test("What is missing is named, with what the file has")
func missing() throws {
    let error = try #require(refusal("step,logp,reward\n1,-1,0\n"))
    #expect(error.message == "no column for logp_old, advantage among: step logp reward")
    #expect(error.hint == "name it: logp_old=NAME")
}

@Test("The mapping prints as it can be typed, and names what is not read")
func printed() throws {
    let mapping = try read("old_logp,new_logp,adv,foo,b\u{1B}ar\n-1,-1,1,2,3\n").report.mapping
    #expect(mapping.description == "logp_old=old_logp logp=new_logp advantage=adv")
    #expect(mapping.unused == ["foo", "b\u{1B}ar"])
}

@Test("A hostile column name does not reach the terminal as it is")
func hostileName() throws {
    let error = try #require(refusal("a\u{1B}[2Jb,logp,reward\n1,2,3\n"))
    #expect(!error.message.contains("\u{1B}"))
    #expect(error.message.contains("\\u{1B}"))
}
