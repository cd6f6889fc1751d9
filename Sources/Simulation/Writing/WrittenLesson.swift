// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights
import Transformer

/// The updates of one step: epoch after epoch, in shuffled minibatches.
struct WrittenLesson {
    let state: WrittenState
    let batch: AnswerBatch

    /// The answer whose weights people are shown.
    let watched: Int

    /// Its weights in the last update that it was part of.
    var watchedWeights: [Double] = []

    /// Its tokens as the rule saw them then.
    var watchedTokens: [Token] = []

    /// What is counted.
    var tally = Tally()

    /// The importance ratios of tokens that this step has not trained on, by the sign of A: how many,
    /// and their sum.
    var freshPositive = (count: 0.0, sum: 0.0)
    var freshNegative = (count: 0.0, sum: 0.0)

    /// Whether the minibatch being learned is one that this step has not trained on, after another.
    var isFresh = false

    /// The correction's factors by answer; empty where it multiplies none, or reads the policy.
    var factors: [[Double]] = []
    let correction: BoundCorrection?

    var settings: TrainingSettings { state.settings }
    var method: BoundRule { state.method }

    init(_ state: WrittenState, _ batch: AnswerBatch, watched: Int) {
        (self.state, self.batch, self.watched) = (state, batch, watched)
        correction = state.settings.boundCorrection
    }

    /// Makes all updates of a step.
    mutating func teach(_ step: Int, unless isCancelled: () -> Bool) throws(Interruption) {
        let count = settings.prompts
        let size = count / settings.minibatches
        if let correction, !correction.correction.readsPolicy { fillFactors(correction) }
        for epoch in 0..<settings.epochs {
            let order = Philox(seed: state.seed, .shuffle).shuffled(count, step, epoch)
            for minibatch in 0..<settings.minibatches {
                try stop(if: isCancelled)
                let end = minibatch == settings.minibatches - 1 ? count : (minibatch + 1) * size
                isFresh = epoch == 0 && minibatch > 0
                try learn(order[minibatch * size..<end])
            }
        }
    }

    /// Makes one update from the answers to some prompts.
    private mutating func learn(_ prompts: ArraySlice<Int>) throws(Interruption) {
        state.updates += 1
        let taught = prompts.flatMap { batch.answers(to: $0).filter(isTaught) }
        let divisor = divisor(prompts)
        state.network.clearGradient()
        if !taught.isEmpty {
            if let rule = method.batch {
                try learn(taught, by: rule, divisor)
            } else {
                try learnEach(taught, divisor)
            }
        }
        let norm = state.network.descend(
            &state.adam, rate: settings.learningRate, clip: WrittenRun.clip)
        guard norm.isFinite else {
            throw .failed(
                SimulationError(
                    "training diverged: the gradient is no number any more", parameter: "lr",
                    hint: "try a smaller lr"))
        }
        tally.add(gradientNorm: norm)
    }

    /// Whether an answer is computed at all: one without an advantage only where something acts on
    /// it, or a rule looks at it.
    private func isTaught(_ index: Int) -> Bool {
        if batch.answers[index].advantage != 0 { return true }
        guard settings.actsOnAll(method) || method.batch != nil else { return false }
        return !settings.dynamic || batch.hasAdvantages(batch.answers[index].prompt)
    }

    /// What the sum over tokens of a minibatch is divided by.
    private func divisor(_ prompts: ArraySlice<Int>) -> Double {
        let countsTokens = method.aggregation(settings) == .tokenMean
        var count = 0
        for prompt in prompts where !settings.dynamic || batch.hasAdvantages(prompt) {
            let own = batch.answers(to: prompt)
            count += countsTokens ? own.reduce(0) { $0 + batch.answers[$1].count } : own.count
        }
        return Double(max(1, count))
    }

    /// Puts what the updates come to into a row.
    func report(into row: inout StepMetrics) {
        tally.report(into: &row, hasInterval: method.hasInterval)
        func mean(_ ratios: (count: Double, sum: Double)) -> Double {
            ratios.count > 0 ? ratios.sum / ratios.count : 1
        }
        row[.freshRatioPositive] = mean(freshPositive)
        row[.freshRatioNegative] = mean(freshNegative)
        reportEngine(into: &row)
    }
}
