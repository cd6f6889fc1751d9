// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

private let words: [(role: PolicyRole, words: [String])] = [
    (.new, ["new", "current", "trainer"]), (.old, ["old", "prev"]), (.proximal, ["prox"]),
    (
        .engine,
        ["rollout", "behavior", "behaviour", "sampling", "sampler", "vllm", "sglang", "engine"]
    ),
    (.reference, ["ref", "reference"]),
]

private let logarithms = ["logp", "logps", "logprob", "logprobs", "log_prob", "log_probs"]

@Test("A policy is told from the words of its name, in any order and number", arguments: words)
func anyOrder(role: PolicyRole, words: [String]) {
    for word in words {
        for logarithm in logarithms {
            let spellings = [
                "\(word)_\(logarithm)", "\(logarithm)_\(word)", "per_token_\(word)_\(logarithm)",
                "\(word)_per_token_\(logarithm)", "\(word)_policy_\(logarithm)",
                "\(word.uppercased()) \(logarithm.uppercased())",
            ]
            for spelling in spellings {
                #expect(PolicyRole(key: LogColumn.matchingKey(spelling)) == role, "\(spelling)")
            }
        }
    }
}

@Test(
    "Names that hold other numbers are not taken for log-probabilities",
    arguments: [
        "sum_logps", "mean_logprobs", "cum_logprob", "logprobs_diff", "chosen_logps",
        "logprob_entropy",
        "top_logprobs", "old_probs", "log_probability_ratio", "teacher_logps", "logp_logp",
        "logits",
        "ref_old_logp", "new_old_logp", String(repeating: "token_", count: 50) + "logp",
    ])
func otherNumbers(name: String) {
    #expect(PolicyRole(key: LogColumn.matchingKey(name)) == nil)
}

@Test("Any names of three policies are read as π, π_old and μ")
func threeNames() throws {
    for (new, old, engine) in [
        ("current_logps", "old_per_token_logps", "vllm_logps"),
        ("log_probs", "prox_logp", "behaviour_log_probs"), ("logp", "logprobs_old", "mu_logprob"),
        ("policy_log_probs", "prev_logp", "sglang_rollout_logps"),
    ] {
        let reading = try read("\(engine),\(new),\(old),adv\n-1,-2,-3,1\n")
        let token = try #require(reading.tokens.first)
        #expect(token.engineLogProbability == -1)
        #expect(token.logProbability == -2 && token.oldLogProbability == -3)
        #expect(reading.report.mapping.unused.isEmpty)
    }
}

@Test("Beside a proximal policy the old or the nameless one is what sampled, never the trained one")
func proximal() throws {
    let behaviour = try read("old_logp,logp,prox_logp,adv\n-1,-2,-3,1\n")
    #expect(behaviour.tokens.first?.engineLogProbability == -1)
    #expect(behaviour.tokens.first?.logProbability == -2)
    #expect(behaviour.tokens.first?.oldLogProbability == -3)
    let nameless = try read("logprobs,proximal_logprobs,adv\n-1,-3,1\n")
    #expect(nameless.tokens.first?.engineLogProbability == -1)
    #expect(nameless.tokens.first?.logProbability == -3)
    #expect(nameless.remarks.contains("r = 1"))
    let ready = try read("logprobs,prox_logp,rollout_logps,adv\n-1,-3,-4,1\n")
    #expect(ready.tokens.first?.logProbability == -1)
}

@Test("A nameless policy beside a new one is the one before it, and that is said")
func nameless() throws {
    let reading = try read("logprobs,new_logprobs,adv\n-1,-2,1\n")
    #expect(reading.tokens.first?.oldLogProbability == -1)
    #expect(reading.remarks.contains("logprobs is taken for logp_old"))
    #expect(refusal("logp,new_logp,adv\n-1,-2,1\n") != nil, "logp is our name of the new one")
}

@Test("Two policies of rollout engines are refused, with what to type")
func twoEngines() throws {
    let text = "vllm_logps,rollout_logps,old_logp,logp,adv\n-1,-2,-3,-4,1\n"
    let error = try #require(refusal(text))
    #expect(error.message.contains("vllm_logps and rollout_logps"))
    #expect(error.hint == "name the one that sampled: logp_engine=vllm_logps")
    let reading = try read(text, columns: ["logp_engine": "vllm_logps"])
    #expect(reading.tokens.first?.engineLogProbability == -1)
    #expect(reading.report.mapping.unused == ["rollout_logps"])
}

@Test("One policy alone is refused unless a person says that it has not moved")
func onePolicy() throws {
    for (name, other) in [("logprobs", "logp_old"), ("rollout_logps", "logp")] {
        let text = "\(name),adv,reward\n-1,1,1\n-2,1,1\n"
        let error = try #require(refusal(text))
        #expect(error.hint?.contains("\(other)=none") == true)
        let reading = try read(text, columns: [other: "none"])
        #expect(reading.tokens.map(\.importanceRatio) == [1, 1])
        #expect(reading.tokens.map(\.logProbability) == reading.tokens.map(\.oldLogProbability))
        #expect(reading.report.mapping.isUnmoved && reading.remarks.contains("r = 1"))
        #expect(reading.report.mapping.description.contains("\(other)=none"))
    }
}

@Test("Logging boards and rollout dumps say which command reads them")
func boards() throws {
    let board =
        #"{"prompt":"p","response":"r","response_tokens":["a","b"],"logprobs":[-1,-2],"#
        + #""ref_logprobs":[-1,-2],"values":[0,0],"token_rewards":[0,1],"reward":1,"step":1}"#
        + "\n"
    #expect(refusal(board)?.hint?.hasSuffix("logp_old=none advantage=reward") == true)
    let typed = ["logp_old": "none", "advantage": "reward"]
    let reading = try read(board, columns: typed)
    #expect(reading.tokens.map(\.text) == ["a", "b"] && reading.tokens.map(\.advantage) == [1, 1])
    let passes = board.replacing("\"values\"", with: "\"log_probs2\":[-1.5,-2],\"values\"")
    #expect(refusal(passes)?.hint?.contains("advantage=reward") == true)
    #expect(
        try read(passes, columns: ["advantage": "reward"]).tokens.map(\.logProbability)
            == [-1.5, -2])
    let rollout =
        #"{"step":1,"sample_idx":0,"prompt_tokens":[1],"response_tokens":[7,8],"reward":1,"#
        + #""advantage":0.5,"finish_reason":"stop","logprobs":[-1,-2]}"# + "\n"
    #expect(refusal(rollout)?.hint?.contains("logp_old=none") == true)
    #expect(try read(rollout, columns: ["logp_old": "none"]).tokens.map(\.tokenID) == [7, 8])
}

@Test("rollout_id is the response where something else is the step")
func rolloutID() throws {
    let response = try read("rollout_id,group_index,step,logp_old,logp,adv\n3,0,1,-1,-1,1\n")
    #expect(response.tokens.first?.response == .number(3) && response.tokens.first?.step == 1)
    let alone = try read("rollout_id,logp_old,logp,adv\n3,-1,-1,1\n")
    #expect(alone.tokens.first?.response == .number(3) && alone.tokens.first?.step == nil)
}

@Test("Columns are left out where a person wants none of them")
func leftOut() throws {
    let text = "step,logp_old,logp,adv,entropy,rollout_logps\n1,-1,-1,1,2,-3\n"
    let reading = try read(text, columns: ["entropy": "none", "logp_engine": "none"])
    #expect(reading.tokens.first?.entropy == nil)
    #expect(reading.tokens.first?.engineLogProbability == nil)
    #expect(reading.report.mapping.unused == ["entropy", "rollout_logps"])
    #expect(
        refusal(text, columns: ["advantage": "none"])?.hint == "name the column: advantage=NAME")
}
