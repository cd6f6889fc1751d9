// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Simulation
import Transformer

/// An answer that a policy writes with what it says of each token, by which a reader of the policy's
/// file sees whether it computes the same.
struct WrittenSample {
    /// The prompt and the answer, as characters.
    let text: String

    /// The log-probability of each token of the answer, in nats.
    let logProbabilities: [Float]

    /// Has a policy write its likeliest answer to the first prompt that is held out.
    init(_ weights: TransformerWeights, _ task: WrittenTask) {
        let prompt = task.heldOut[0].tokens
        let network = Transformer(weights)
        let sampled = network.rollout(
            prompts: [prompt], samples: 1, maximum: task.answerLength, end: task.end, keeping: .none
        ) { _, row in row.likeliest }
        text = task.text(prompt + sampled.tokens(0))
        logProbabilities = Array(sampled.logProbabilities(0))
    }

    /// What a policy's file says of it.
    var notes: [(key: String, value: String)] {
        let numbers = logProbabilities.map { NumberText.shortest(Double($0)) }
        return [
            ("sample", text), ("sample_log_probabilities", numbers.joined(separator: " ")),
        ]
    }
}
