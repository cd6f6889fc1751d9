// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights
package import Transformer

/// The training of a transformer by one method with one seed, step by step.
///
/// What ``Trainer`` is to tables: a value whose copies go on from the same place to the same bits, so
/// that it is a checkpoint. What it does depends on its world, settings, base, method and seed and
/// nothing else.
public struct WrittenTrainer: Sendable {
    /// The settings that it was made with.
    public let settings: TrainingSettings

    /// The method.
    public let method: BoundRule

    /// The seed, which prompts, their order and all answers come from.
    public let seed: UInt32

    /// The number of rows that ``advance(unless:)`` has given.
    public private(set) var rowsDone = 0

    /// What training changes; copied before a shared one is changed.
    private var state: WrittenState

    /// A row with what was written.
    package typealias Step = (metrics: StepMetrics, answers: [WrittenAnswer])

    /// Prepares to train a base.
    ///
    /// - Parameters:
    ///   - run: The task, the base, and what is done to it.
    ///   - method: The method.
    ///   - seed: The seed; methods with the same seed get the same prompts and random numbers.
    /// - Throws: ``SimulationError`` for settings that a network cannot be trained with.
    package init(
        _ run: WrittenRun, method: BoundRule, seed: UInt32
    ) throws(SimulationError) {
        try run.settings.check()
        try run.settings.checkWriting(run.task)
        settings = run.settings
        self.method = method.masked(EntropyMask(top: settings.entropyTop))
        self.seed = seed
        state = WrittenState(run, self.method, seed: seed)
    }

    /// Whether all rows have been given: one for each rollout and one for the last policy.
    public var isFinished: Bool { rowsDone > settings.steps }

    /// Gives the next row: evaluates the policy now and then, samples, and trains for a step.
    ///
    /// The last row has a rollout, but no updates.
    ///
    /// - Parameter isCancelled: Asked some times a step, from this thread.
    /// - Returns: The row with some answers, or nil where somebody asked to stop: then nothing has
    ///   happened, and the next call comes to what this one would have come to.
    /// - Throws: ``SimulationError`` that names method, seed and step where the rule gives no usable
    ///   weight, or training diverges.
    package mutating func advance(
        unless isCancelled: () -> Bool = { false }
    ) throws(SimulationError) -> Step? {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        let step = min(rowsDone, settings.steps)
        do throws(Interruption) {
            let row = try state.advance(step: step, unless: isCancelled)
            if !isFinished { rowsDone += 1 }
            return row
        } catch {
            switch error {
            case .cancelled: return nil
            case .failed(let reason):
                throw reason.during(method: method.name, seed: Int(seed), step: step)
            }
        }
    }

    /// About the memory that it takes, in bytes: weights, gradient, Adam's means, the base, and what a
    /// lagging engine remembers, each as large; and the room in which the network computes.
    package var bytes: Int {
        state.weights.values.count * 4 * (5 + state.past.count) + 8 << 20
    }

    /// The network as it is now.
    package var policy: TransformerWeights { state.weights }

    /// The weights of the network as it is now.
    package var weights: [Float] { policy.values }
}
