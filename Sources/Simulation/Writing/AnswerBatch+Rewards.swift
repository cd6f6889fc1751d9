// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

extension AnswerBatch {
    /// Reads all answers, and says which are rewarded.
    ///
    /// - Parameters:
    ///   - task: What they are answers to.
    ///   - verifier: What rewards them.
    ///   - isTurned: Whether a noisy verifier turns the reward of a prompt's answer round.
    mutating func verify(
        _ task: WrittenTask, _ verifier: Verifier,
        isTurned: (_ prompt: Int, _ sample: Int) -> Bool = { _, _ in false }
    ) {
        for index in answers.indices {
            let prompt = answers[index].prompt
            let reading = task.read(prompts[prompt], answers[index].tokens)
            answers[index].reading = reading
            answers[index].isRight =
                verifier.accepts(reading) != isTurned(prompt, index % group)
        }
    }

    /// Gives every answer its advantage within its group.
    mutating func findAdvantages(_ normalization: GroupNormalization) {
        for prompt in prompts.indices {
            let own = answers(to: prompt)
            let advantages = normalization.advantages(
                answers[own].map { $0.isRight ? 1 : 0 }, lengths: answers[own].map(\.count))
            for (index, advantage) in zip(own, advantages) { answers[index].advantage = advantage }
        }
    }

    /// Whether the answers to a prompt have advantages.
    func hasAdvantages(_ prompt: Int) -> Bool {
        answers[answers(to: prompt)].contains { $0.advantage != 0 }
    }

    /// How many answers to each prompt are right.
    var rightCounts: [Int] {
        prompts.indices.map { answers[answers(to: $0)].count(where: \.isRight) }
    }
}
