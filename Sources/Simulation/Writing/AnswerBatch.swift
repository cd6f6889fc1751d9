// SPDX-License-Identifier: GPL-3.0-or-later

import Transformer

/// The answers of one rollout, a group to each prompt, with what was noted as they were written.
struct AnswerBatch {
    /// The prompts, in the order of their places.
    let prompts: [WrittenTask.Prompt]

    /// How many answers each has, G.
    let group: Int

    /// The answers, group after group.
    var answers: [Answer] = []

    /// One answer.
    struct Answer {
        /// The place of its prompt.
        let prompt: Int
        /// Prompt and answer, as networks are fed them.
        let text: [UInt8]
        /// How many of them are the prompt.
        let promptLength: Int
        var reading = WrittenTask.Reading()
        var isRight = false
        var advantage = 0.0
        /// log π_old of each token, in nats.
        var oldLogs: ArraySlice<Float>
        /// The entropy of each token's row under π_old, in nats.
        var entropies: ArraySlice<Double>
        /// The rows of log π_old, one after the other; empty where nobody needs them.
        var oldRows: [Float] = []
        /// log μ of each token; empty where μ is π_old.
        var engineLogs: [Double] = []
        /// log π_ref of each token; empty where nobody needs it.
        var referenceLogs: [Float] = []

        /// Its tokens.
        var tokens: ArraySlice<UInt8> { text[promptLength...] }

        /// How many tokens it has.
        var count: Int { text.count - promptLength }

        /// Takes what a policy says of it for what π_old says, where another has sampled it.
        mutating func note(_ response: ScoredResponse, keepsRows: Bool) {
            oldLogs = response.logProbabilities[...]
            entropies = (0..<response.count).map { response.row($0).entropy }[...]
            guard keepsRows else { return }
            oldRows = (0..<response.count).flatMap { Array(response.row($0).logProbabilities) }
        }
    }

    /// How many tokens all answers have.
    var tokenCount: Int { answers.reduce(0) { $0 + $1.count } }

    /// The answers to a prompt, as indices.
    func answers(to prompt: Int) -> Range<Int> { prompt * group..<(prompt + 1) * group }

    /// Adds the answers to the next few prompts.
    mutating func append(_ sampled: SampledTexts, keepsRows: Bool, engineLogs: [[Double]]) {
        for response in 0..<sampled.count {
            let prompt = answers.count / group
            var answer = Answer(
                prompt: prompt,
                text: prompts[prompt].tokens + sampled.tokens(response),
                promptLength: prompts[prompt].tokens.count,
                oldLogs: sampled.logProbabilities(response),
                entropies: sampled.entropies(response))
            if keepsRows {
                answer.oldRows = (0..<answer.count).flatMap { sampled.row(response, $0) }
            }
            if !engineLogs.isEmpty {
                answer.engineLogs = Array(engineLogs[response].prefix(answer.count))
            }
            answers.append(answer)
        }
    }
}
