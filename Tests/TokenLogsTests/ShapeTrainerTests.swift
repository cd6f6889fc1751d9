// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

@Test("A rank's file of prime-rl is read")
func primeRL() throws {
    let line =
        "{\"schema_version\": 1, \"step\": 4, \"rank\": 0, \"micro_step\": 0, "
        + "\"micro_sequence_idx\": 0, \"export_sequence_idx\": 9, \"env_name\": \"math\", "
        + "\"token_ids\": [1, 2, 3], \"position_ids\": [0, 1, 2], "
        + "\"loss_mask\": [false, true, true], \"advantages\": [0.0, 0.5, 0.5], "
        + "\"inference_logprobs\": [null, -1.0, -2.0], \"trainer_logprobs\": [null, -1.5, -2.5], "
        + "\"entropy\": [0.1, 0.2, 0.3], \"mismatch_kl\": [0.0, 0.0, 0.0], "
        + "\"log_importance_ratio\": [0.0, -0.5, -0.5], \"importance_ratio\": [1.0, 0.6, 0.6], "
        + "\"is_masked\": [false, false, false], \"is_masked_high\": [false, false, false], "
        + "\"is_masked_low\": [false, false, false], \"rl_weights\": [1, 1, 1]}\n"
    let reading = try read(line + line)
    #expect(reading.lengths == [2, 2] && reading.report.rowsRead == 6)
    #expect(reading.tokens.first?.response == .number(9))
    #expect(reading.report.format == "JSON lines, arrays per response")
}

@Test("slime's training samples are read from JSON lines and from the dump as a document")
func slime() throws {
    func sample(_ index: Int) -> String {
        "{\"group_index\": 0, \"index\": \(index), \"tokens\": [1, 2, 3, 4, 5], "
            + "\"response_length\": 3, \"reward\": 1.0, \"log_probs\": [-1.6, -0.9, -1.4], "
            + "\"rollout_log_probs\": [-1.5, -0.7, -0.2], \"advantages\": [0.2, 0.2, 0.2], "
            + "\"loss_masks\": [1, 1, 1]}"
    }
    let lines = try read("\(sample(0))\n\(sample(1))\n")
    #expect(lines.lengths == [3, 3])
    #expect(lines.report.format == "JSON lines, arrays per response")
    #expect(!lines.remarks.contains("several"))
    // With what slime keeps beside: messages, and an object that may be empty.
    func whole(_ index: Int) -> String {
        sample(index).dropLast() + ", \"rollout_id\": 3, \"prompt\": [{\"role\": \"user\", "
            + "\"content\": \"1+1\"}], \"metadata\": {\"a\": [{\"b\": 1}]}, \"train_metadata\": {}, "
            + "\"status\": \"completed\"}"
    }
    let samples = try read("\(whole(0))\n\(whole(1))\n")
    #expect(samples.lengths == [3, 3] && samples.tokens.allSatisfy { $0.step == 3 })
    #expect(samples.tokens.map(\.logProbability) == lines.tokens.map(\.logProbability))
    #expect(samples.report.format == "JSON lines, arrays per response")
    #expect(!samples.remarks.contains("several"))
    let dump =
        "{\"rollout_id\": 3, \"format_version\": 2, \"samples\": [\(sample(0)), \(sample(1))]}"
    #expect(try read(dump).lengths == [3, 3])
}

@Test("A board of ROLL has two passes of one policy, and needs advantages")
func roll() throws {
    let board =
        "{\"prompt\": \"p\", \"response\": \"ab\", \"response_tokens\": [\"a\", \"b\"], "
        + "\"logprobs\": [-1, -2], \"log_probs2\": [-1.1, -2.1], \"ref_logprobs\": [-1, -2], "
        + "\"values\": [0, 0], \"token_rewards\": [0, 1], \"reward\": 1, \"step\": 3"
    let error = try #require(refusal(board + "}\n"))
    #expect(error.message.contains("advantage"))
    let reading = try read(board + ", \"advantages\": 1}\n")
    #expect(reading.tokens.map(\.text) == ["a", "b"])
    #expect(reading.tokens.map(\.oldLogProbability) == [-1, -2])
}

@Test(
    "What has the sampler's log-probabilities alone is refused, and it is said",
    arguments: [
        "{\"choices\": [{\"logprobs\": {\"content\": [{\"token\": \"a\", \"logprob\": -0.5}]}}]}",
        "{\"prompt\": \"p\", \"logprobs\": {\"content\": [{\"token\": \"a\", \"logprob\": -0.5, "
            + "\"top_logprobs\": []}]}, \"reward\": 1}",
        "{\"step\": 1, \"sample_idx\": 0, \"prompt_idx\": 0, \"prompt_tokens\": [1], "
            + "\"response_tokens\": [2, 3], \"reward\": 1, \"advantage\": 0.5, "
            + "\"finish_reason\": \"stop\", \"logprobs\": [-0.5, -0.6]}",
    ])
func samplerOnly(line: String) throws {
    for text in [line, "\(line)\n\(line)\n", "[\(line), \(line)]"] {
        let error = try #require(refusal(text))
        #expect(error.message.contains("sampl"), "\(error)")
    }
}

@Test("A dictionary as Python prints it is refused with how to write it")
func pythonText() throws {
    let error = try #require(refusal("{'logp': [-1], 'logp_old': [-1], 'advantage': 1}\n"))
    #expect(error.hint?.contains("json.dumps") == true)
}

/// Returns an object whose tokens hold two of the prompt before three of the response.
private func withPrompt(_ length: String, _ tokens: String, name: String = "tokens") -> String {
    "{\"rollout_id\": 3, \"index\": 0, \(length) \"\(name)\": \(tokens), "
        + "\"log_probs\": [-1, -2, -3], \"rollout_log_probs\": [-1, -2, -3], "
        + "\"advantages\": [1, 1, 1], \"loss_mask\": [1, 1, 1]}\n"
}

@Test(
    "Where an object says how long its response is, tokens with the prompt before it are read",
    arguments: [
        "\"response_length\": 3,", "\"response_len\": 3.0,", "\"completion_length\": \"3\",",
        "\"x\": {\"y\": [1]}, \"response_length\": 3,",
    ])
func promptsBeforeResponses(length: String) throws {
    for name in ["tokens", "token_ids", "input_ids"] {
        let reading = try read(
            withPrompt(length, "[7, 8, 4, 5, 6]", name: name)
                + withPrompt(length, "[9, 1, 2, 3]", name: name))
        #expect(reading.tokens.map(\.tokenID) == [4, 5, 6, 1, 2, 3])
        #expect(reading.report.remarks.contains { $0.contains("the last values are taken") })
        #expect(!reading.report.mapping.unused.contains { $0.contains("length") })
    }
    let texts = try read(withPrompt(length, "[\"p\", \"q\", \"a\", \"b\", \"c\"]"))
    #expect(texts.tokens.map(\.text) == ["a", "b", "c"])
}

@Test(
    "Where the length is another one, or none, nobody knows which tokens are the response's",
    arguments: [
        "", "\"response_length\": 4,", "\"response_length\": null,", "\"response_length\": \"x\",",
        "\"response_length\": true,", "\"prompt_text\": 3,",
    ])
func unknownResponses(length: String) throws {
    let reading = try read(withPrompt(length, "[7, 8, 4, 5, 6]"))
    #expect(reading.tokens.map(\.tokenID) == [nil, nil, nil])
    #expect(reading.report.remarks.contains { $0.contains("has another length") })
    // The length of one object is none of the next.
    let both = try read(
        withPrompt("\"response_length\": 3,", "[7, 8, 4, 5, 6]")
            + withPrompt(length, "[7, 8, 4, 5, 6]"))
    #expect(both.tokens.map(\.tokenID) == [4, 5, 6, nil, nil, nil])
}
