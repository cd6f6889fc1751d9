// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights
import Transformer

extension WrittenState {
    /// How many answers are written side by side: enough to be fast, few enough to be small.
    static let answersAtOnce = 256

    /// Samples the answers of a step, and says what they are worth.
    func sample(
        _ step: Int, keepsRows: Bool, unless isCancelled: () -> Bool
    ) throws(Interruption) -> AnswerBatch {
        let draw = Philox(seed: seed, .prompts)
        let prompts = (0..<settings.prompts).map { place in
            run.task.trained[draw.integer(below: run.task.trained.count, 1, step, 0, place)]
        }
        var batch = try write(
            prompts, settings.group, Philox(seed: seed, .rollout), step,
            engine: WrittenEngine(settings.rollout), keepsRows: keepsRows, unless: isCancelled)
        let noise = Philox(seed: seed, .verifier)
        batch.verify(run.task, settings.verifier) { [settings] prompt, sample in
            settings.noise > 0 && noise.uniform(step, prompt, sample, 0) < settings.noise
        }
        batch.findAdvantages(settings.normalization)
        if settings.klCoefficient > 0 || run.readsReference {
            try withWeights(run.base) { () throws(Interruption) in
                try score(&batch, unless: isCancelled) { $0.referenceLogs = $1.logProbabilities }
            }
        }
        return batch
    }

    /// Has answers written to some prompts, a few prompts at a time.
    ///
    /// - Parameters:
    ///   - prompts: The prompts.
    ///   - group: How many answers each gets.
    ///   - random: Where random numbers come from; nil for the likeliest tokens.
    ///   - step: With place, sample and position, the address of a random number.
    ///   - engine: What samples in the policy's place; nil where the policy does.
    ///   - keepsRows: Whether whole rows are kept.
    ///   - isCancelled: Asked between parts.
    /// - Returns: The answers, a group after the other.
    /// - Throws: ``Interruption/cancelled``.
    func write(
        _ prompts: [WrittenTask.Prompt], _ group: Int, _ random: Philox?, _ step: Int,
        engine: WrittenEngine? = nil, keepsRows: Bool = false, unless isCancelled: () -> Bool
    ) throws(Interruption) -> AnswerBatch {
        var batch = AnswerBatch(prompts: prompts, group: group)
        let sampling = engine.flatMap { lagging($0) }
        let size = max(1, Self.answersAtOnce / group)
        for first in stride(from: 0, to: prompts.count, by: size) {
            try stop(if: isCancelled)
            let part = prompts[first..<min(first + size, prompts.count)].map(\.tokens)
            withWeights(sampling ?? network.weights) {
                var logs: [[Double]] = []
                if engine != nil {
                    logs = Array(
                        repeating: Array(repeating: 0, count: run.task.answerLength),
                        count: part.count * group)
                }
                let sampled = network.rollout(
                    prompts: part, samples: group, maximum: run.task.answerLength,
                    end: run.task.end, keeping: keepsRows ? .all : .none
                ) { place, row in
                    let uniform = random?.uniform(
                        step, first + place.prompt, place.sample, place.position)
                    guard let uniform else { return row.likeliest }
                    guard let engine else { return row.token(at: uniform) }
                    let (token, log) = engine.choose(row, uniform)
                    logs[place.prompt * group + place.sample][place.position] = log
                    return token
                }
                batch.append(sampled, keepsRows: keepsRows, engineLogs: logs)
            }
        }
        if sampling != nil {
            try score(&batch, unless: isCancelled) { $0.note($1, keepsRows: keepsRows) }
        }
        return batch
    }

    /// Returns the weights that a lagging engine samples with, and notes those of now; nil for
    /// engines that do not lag.
    private func lagging(_ engine: WrittenEngine) -> TransformerWeights? {
        guard case .stale(let rollouts) = engine.kind else { return nil }
        past.append(network.weights)
        if past.count > rollouts + 1 { past.removeFirst() }
        return past.first
    }

    /// Calls a function while the network has other weights.
    func withWeights<Result, Failure: Error>(
        _ weights: TransformerWeights, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let own = network.weights
        guard weights != own else { return try body() }
        network.weights = weights
        defer { network.weights = own }
        return try body()
    }

    /// Hands every answer what the network now says of it.
    func score(
        _ batch: inout AnswerBatch, unless isCancelled: () -> Bool,
        _ note: (inout AnswerBatch.Answer, ScoredResponse) -> Void
    ) throws(Interruption) {
        for part in batch.parts {
            try stop(if: isCancelled)
            network.score(
                batch.answers[part].map(\.text), promptLength: run.task.promptLength
            ) { response in
                note(&batch.answers[part.lowerBound + response.text], response)
            }
        }
    }
}

extension AnswerBatch {
    /// All answers, so many at a time as a network takes at once.
    var parts: [Range<Int>] {
        stride(from: 0, to: answers.count, by: WrittenState.answersAtOnce).map {
            $0..<min($0 + WrittenState.answersAtOnce, answers.count)
        }
    }
}
