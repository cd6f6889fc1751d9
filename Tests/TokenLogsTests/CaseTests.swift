// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

/// A small log in a shape that trainers write, and what reading it must give.
struct LogCase: CustomTestStringConvertible, Sendable {
    let file: String
    let tokens: Int
    /// The mean of the ratios, worked out apart from this program.
    let mean: Double
    var responses: Int?
    /// Words of the reasons for which rows are left out, and how many rows.
    var left: [String: Int] = [:]
    /// What the mapping says.
    var columns: [String: String] = [:]
    /// Words of the remarks.
    var says: [String] = []

    var testDescription: String { file }
}

private let masks = [
    "mask_loss_masks", "mask_assistant_masks", "mask_tool_mask", "mask_valid_mask",
    "mask_generation_mask",
].map { name in
    LogCase(
        file: name + ".jsonl", tokens: 6, mean: 1, responses: 2, left: ["mask": 2],
        columns: ["mask": String(name.dropFirst(5))])
}

private let shapes = [
    LogCase(
        file: "trl_tool_mask.jsonl", tokens: 6, mean: 1, left: ["mask": 2],
        columns: ["mask": "completion_mask*tool_mask"]),
    LogCase(
        file: "two_masks.jsonl", tokens: 6, mean: 1, left: ["mask": 2],
        columns: ["mask": "completion_mask*loss_mask"]),
    LogCase(
        file: "late_mask.jsonl", tokens: 5, mean: 0.9112037911078407, responses: 4,
        left: ["mask": 3], columns: ["mask": "response_mask"],
        says: ["response_mask is not there or null in 1 of 4 objects"]),
    LogCase(
        file: "key_change.jsonl", tokens: 4, mean: 1.0788781885567358, responses: 3,
        left: ["mask": 2], columns: ["advantage": "advantages|advantage"],
        says: ["advantage is read from advantages and advantage"]),
    LogCase(
        file: "dupkeys.jsonl", tokens: 2, mean: 0.36787944117144233,
        says: ["logprobs is there twice in one object, 1 time: the later value is read"]),
    LogCase(
        file: "dupcols.csv", tokens: 2, mean: 0.1353352832366127,
        says: ["log_probs is there twice", "advantages is there twice"]),
    LogCase(
        file: "sentinel9999.jsonl", tokens: 100, mean: 0.985124253527962,
        left: ["−9999, no log-probability": 50]),
    LogCase(
        file: "zerofill.jsonl", tokens: 100, mean: 0.985124253527962,
        left: ["logp_old is exactly 0": 50]),
    LogCase(
        file: "trl_old_none.jsonl", tokens: 2, mean: 1,
        says: ["old_per_token_logps is null in 1 response", "r = 1"]),
    LogCase(
        file: "trl_vllm_none.jsonl", tokens: 9, mean: 1.070113945383765, left: ["mask": 3],
        columns: ["logp_engine": "sampling_per_token_logps"],
        says: ["logp_engine is missing or null in 3 of 9 used rows"]),
    LogCase(
        file: "shift.jsonl", tokens: 6, mean: 1.7987502184635158, left: ["mask": 2],
        columns: ["mask": "loss_mask*attention_mask"],
        says: ["the last values are taken, in 2 responses: input_ids, loss_mask, attention_mask"]),
    LogCase(
        file: "verl_mismatch_only.jsonl", tokens: 20, mean: 1, responses: 4, left: ["mask": 4],
        columns: ["logp_old": "old_log_probs", "logp_engine": "rollout_log_probs"],
        says: ["the log has one policy, old_log_probs", "r = 1", "mismatch"]),
    LogCase(
        file: "three.jsonl", tokens: 7, mean: 1.1246934736994436, responses: 2,
        columns: [
            "logp": "log_probs", "logp_old": "old_log_probs", "logp_engine": "rollout_log_probs",
        ]),
    LogCase(
        file: "areal.jsonl", tokens: 6, mean: 1, responses: 2, left: ["mask": 4],
        columns: ["logp_old": "prox_logp", "logp_engine": "logprobs"],
        says: ["logprobs is taken for the policy that sampled"]),
    LogCase(
        file: "slime_samples.jsonl", tokens: 9, mean: 0.857348328411403, responses: 3,
        columns: ["step": "rollout_id", "response_id": "index"],
        says: ["as slime counts", "the last values are taken, in 3 responses: tokens"]),
    LogCase(
        file: "primerl_packed.jsonl", tokens: 8, mean: 0.9716314879931576, responses: 2,
        left: ["mask": 2]),
    LogCase(
        file: "multiturn.jsonl", tokens: 8, mean: 1.1551405146614149, responses: 2,
        left: ["mask": 4]),
    LogCase(file: "resp_noid.jsonl", tokens: 4, mean: 0.9524187090179799, responses: 2),
    LogCase(file: "gspo.csv", tokens: 4, mean: 1.1854652182422676, responses: 2),
    LogCase(file: "clip_sign.csv", tokens: 5, mean: 1.0066402847486284),
    LogCase(file: "k3.csv", tokens: 4, mean: 27275.19238125365),
    LogCase(
        file: "topp.csv", tokens: 15, mean: 0.9, responses: 3,
        says: ["every ratio is 0.9", "another normalisation"]),
]

private let damaged = [
    LogCase(
        file: "mixed.jsonl", tokens: 5, mean: 1.042068367230259,
        left: [
            "not a complete JSON object": 3, "logp_old is not a number": 1,
            "unequal length in one response: old_logprobs 1, logprobs 2": 2,
        ]),
    LogCase(
        file: "nonfinite.jsonl", tokens: 3, mean: 1.6079081961031338,
        left: ["logp_old is not finite": 4, "missing": 1, "logp is not finite": 1, "above 0": 1],
        says: ["1 used row with a log-probability up to 0.001 above 0"]),
    LogCase(file: "deep_known.jsonl", tokens: 2, mean: 1.0525854590378239),
    LogCase(
        file: "cut.csv", tokens: 2, mean: 1.1051709180756475, left: ["fewer fields": 1],
        says: ["may be cut"]),
    LogCase(
        file: "unclosed_quote.csv", tokens: 49, mean: 1.1051709180756475, left: ["not closed": 1]),
    LogCase(file: "multiline_token.csv", tokens: 2, mean: 1.1051709180756475),
    LogCase(file: "bool_mask.csv", tokens: 2, mean: 1.1051709180756475, left: ["mask": 1]),
    LogCase(
        file: "logp_pos.csv", tokens: 3, mean: 1.0030648197672378,
        left: ["above 0 by more than 0.001": 1, "−9999": 2]),
    LogCase(file: "esc_tokens.jsonl", tokens: 6, mean: 1.1051709180756475),
    LogCase(
        file: "decimal_comma.csv", tokens: 0, mean: 0, left: ["numbers use a dot: 1.0": 2]),
]

@Test(
    "Logs of all shapes are read, with the tokens and the ratios that they hold",
    arguments: masks + shapes + damaged)
func logCase(wanted: LogCase) throws {
    let reading = try read(path: resource("cases/" + wanted.file))
    let report = reading.report
    #expect(reading.tokens.count == wanted.tokens)
    let sum = reading.tokens.map(\.importanceRatio).reduce(0, +)
    #expect(abs(sum / Double(max(1, wanted.tokens)) - wanted.mean) < 1e-9 * max(1, wanted.mean))
    if let responses = wanted.responses { #expect(report.responses == responses) }
    #expect(report.dropped.map(\.count).reduce(0, +) == wanted.left.values.reduce(0, +))
    for (words, count) in wanted.left { #expect(reading.dropped(words) == count, "\(words)") }
    for (column, source) in wanted.columns {
        #expect(report.mapping.choices.first { $0.column == column }?.source == source)
    }
    for words in wanted.says { #expect(reading.remarks.contains(words), "\(reading.remarks)") }
}

@Test("What is printed of a mapping can be typed, and means the same", arguments: masks + shapes)
func mappingRoundTrip(wanted: LogCase) throws {
    let path = resource("cases/" + wanted.file)
    let first = try read(path: path)
    let typed = Dictionary(
        first.report.mapping.choices.map { ($0.column, $0.source) },
        uniquingKeysWith: { first, _ in first })
    let again = try read(path: path, columns: typed)
    #expect(again.tokens == first.tokens)
    #expect(again.report.mapping.description == first.report.mapping.description)
}

@Test(
    "A file that is no log of tokens says what it is, and which command reads it",
    arguments: [
        ("swift_completions.jsonl", "texts and scores", "scores FILE"),
        ("verl_rollout_12.jsonl", "texts and scores", "scores FILE"),
        ("nested.jsonl", "metrics by step", "curves FILE"),
    ])
func noTokens(file: String, what: String, command: String) throws {
    let error = try #require(throws: LogError.self) { try read(path: resource("cases/" + file)) }
    #expect(error.kind == .format && error.message.contains(what))
    #expect(error.hint?.contains(command) == true)
}

@Test("The sums of log ρ over the responses of three policies are those of the file")
func threePolicies() throws {
    let tokens = try read(path: resource("cases/three.jsonl")).tokens
    let sums = [0, 1].map { response in
        tokens.filter { $0.response == .number(response) }
            .map { $0.oldLogProbability - ($0.engineLogProbability ?? .nan) }.reduce(0, +)
    }
    #expect(abs(sums[0] - (0.02 - 0.05 + 0 - 0.30)) < 1e-12)
    #expect(abs(sums[1] - (-0.01 - 0.02 + 0.40)) < 1e-12)
    let behaviour = try read(path: resource("cases/areal.jsonl")).tokens
    #expect(behaviour.first?.engineLogProbability == -0.5324)
    #expect(behaviour.first?.oldLogProbability == -0.7158)
}
