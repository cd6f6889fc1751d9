// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights
import Transformer

/// All that changes while a network is trained; owned by one ``WrittenTrainer`` at a time.
///
/// A class, because it owns the network's memory. `Sendable` without the compiler's proof: a trainer
/// copies the state before it changes one that another trainer holds too.
final class WrittenState: @unchecked Sendable {
    let run: WrittenRun
    let method: BoundRule
    let seed: UInt32

    /// The network; its weights are those that are trained.
    let network: Transformer

    /// Adam's means.
    var adam: AdamState

    /// What an engine that lags needs: the weights before each of the last rollouts, oldest first.
    var past: [TransformerWeights] = []

    /// The number of updates that have been made, which batch rules' random choices hang on.
    var updates = 0

    var settings: TrainingSettings { run.settings }
    var weights: TransformerWeights { network.weights }

    init(_ run: WrittenRun, _ method: BoundRule, seed: UInt32) {
        (self.run, self.method, self.seed) = (run, method, seed)
        network = Transformer(run.base)
        adam = AdamState(count: run.base.values.count)
    }

    /// Returns a state with memory of its own.
    func copy() -> WrittenState {
        let other = WrittenState(run, method, seed: seed)
        other.network.weights = network.weights
        (other.adam, other.past, other.updates) = (adam, past, updates)
        return other
    }

    /// Makes a step, or none of it.
    ///
    /// - Throws: ``Interruption``; then all is as it was before.
    func advance(
        step: Int, unless isCancelled: () -> Bool
    ) throws(Interruption) -> WrittenTrainer.Step {
        let (weights, adam, past, updates) = (network.weights, adam, past, updates)
        do {
            return try take(step, unless: isCancelled)
        } catch {
            network.weights = weights
            (self.adam, self.past, self.updates) = (adam, past, updates)
            throw error
        }
    }

    private func take(
        _ step: Int, unless isCancelled: () -> Bool
    ) throws(Interruption) -> WrittenTrainer.Step {
        let isLast = step == settings.steps
        let isEvaluated = isLast || step % settings.every == 0
        var row = StepMetrics(step: step)
        var shown: [WrittenAnswer] = []
        if isEvaluated { shown = try evaluate(step, into: &row, unless: isCancelled) }
        let batch = try sample(step, keepsRows: isEvaluated, unless: isCancelled)
        batch.report(into: &row)
        if isEvaluated {
            row[.klFromReference] = try divergence(of: batch, from: run.base, unless: isCancelled)
        }
        let watched = batch.watched
        var answer = batch.shown(watched, step: step)
        if !isLast {
            var lesson = WrittenLesson(self, batch, watched: watched)
            try lesson.teach(step, unless: isCancelled)
            lesson.report(into: &row)
            (answer.weights, answer.scored) = (lesson.watchedWeights, lesson.watchedTokens)
        }
        if isEvaluated {
            row[.klFromOld] = try divergence(of: batch, from: network.weights, unless: isCancelled)
        }
        return (row, shown + [answer])
    }
}

extension AnswerBatch {
    /// The answer that people are shown: the first with an advantage, else the first.
    var watched: Int { answers.firstIndex { $0.advantage != 0 } ?? 0 }

    /// Returns an answer for people.
    func shown(
        _ index: Int, step: Int, origin: WrittenAnswer.Origin = .training
    ) -> WrittenAnswer {
        let answer = answers[index]
        return WrittenAnswer(
            origin: origin, step: step, prompt: Array(answer.text.prefix(answer.promptLength)),
            tokens: Array(answer.tokens), isRight: answer.isRight, isWrong: answer.reading.isWrong)
    }
}

/// Throws where somebody asks to stop.
func stop(if isCancelled: () -> Bool) throws(Interruption) {
    if isCancelled() { throw .cancelled }
}
