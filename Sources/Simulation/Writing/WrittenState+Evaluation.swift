// SPDX-License-Identifier: GPL-3.0-or-later

import Transformer

extension WrittenState {
    /// Puts into a row what the policy does with held-out prompts: sampled answers and the greedy one.
    ///
    /// - Returns: The greedy answer and the first sampled one to each prompt.
    func evaluate(
        _ step: Int, into row: inout StepMetrics, unless isCancelled: () -> Bool
    ) throws(Interruption) -> [WrittenAnswer] {
        let prompts = run.evaluationPrompts
        let count = WrittenRun.evaluationGroup
        var sampled = try write(
            prompts, count, Philox(seed: seed, .evaluation), step, unless: isCancelled)
        sampled.verify(run.task, settings.verifier)
        let right = sampled.rightCounts
        let tries: [(Metric, Int)] = [
            (.heldOutAccuracy, 1), (.heldOutPassAt2, 2), (.heldOutPassAt4, 4),
            (.heldOutPassAt8, 8), (.heldOutPassAt16, 16),
        ]
        for (metric, tried) in tries {
            row[metric] = Statistics.mean(
                right.map { chance(ofOneIn: tried, right: $0, among: count) })
        }
        row[.heldOutEntropy] = sampled.meanEntropy
        var greedy = try write(prompts, 1, nil, step, unless: isCancelled)
        greedy.verify(run.task, settings.verifier)
        row[.heldOutGreedy] = Double(greedy.rightCounts.reduce(0, +)) / Double(prompts.count)
        return prompts.indices.flatMap { prompt in
            [
                greedy.shown(prompt, step: step, origin: .greedy),
                sampled.shown(prompt * count, step: step, origin: .sampled),
            ]
        }
    }

    /// Returns the mean of KL(π_old‖π) over the tokens of a rollout, in nats, for a policy π of some
    /// weights.
    func divergence(
        of batch: AnswerBatch, from weights: TransformerWeights, unless isCancelled: () -> Bool
    ) throws(Interruption) -> Double {
        try withWeights(weights) { () throws(Interruption) in
            var sum = 0.0
            for part in batch.parts {
                try stop(if: isCancelled)
                network.score(
                    batch.answers[part].map(\.text), promptLength: run.task.promptLength
                ) { response in
                    let old = batch.answers[part.lowerBound + response.text].oldRows
                    for index in 0..<response.count {
                        let row = response.row(index).logProbabilities
                        for token in row.indices {
                            let log = Double(old[index * row.count + token])
                            sum += exponential(log) * (log - Double(row[token]))
                        }
                    }
                }
            }
            return sum / Double(max(1, batch.tokenCount))
        }
    }
}

/// Returns the probability that at least one of some answers is right, where so many are right among
/// those that were sampled.
///
/// - Source: the unbiased estimate of Chen et al., arXiv:2107.03374, eq. 1.
private func chance(ofOneIn tried: Int, right: Int, among count: Int) -> Double {
    guard count - right >= tried else { return 1 }
    return 1
        - (0..<tried).reduce(1.0) { $0 * Double(count - right - $1) / Double(count - $1) }
}
