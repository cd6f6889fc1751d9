// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Simulation
import TextFiles
import TokenWeights
import Transformer
package import WorkbenchModel

extension Workspace {
    /// Makes the base that a plan starts from where it is not there yet, and tells how far it is.
    ///
    /// - Throws: Where somebody stops it.
    func makeBase(_ plan: TrainingPlan) throws(CommandError) {
        let settings = plan.settings
        guard let task = plan.world.task else { return }
        if let slow = NetworkBase.remark { remark("\(slow).") }
        guard NetworkBase.seeds.contains(settings.base),
            NetworkBase.known(task, settings.size, seed: settings.base) == nil
        else { return }
        guard makeBase(task, settings.size, seed: settings.base) == nil else { return }
        throw CommandError(
            .interrupted,
            "stopped while base \(settings.base) was made, of which nothing is kept",
            hint: "the same line begins anew; base=1 is there at once")
    }

    /// Makes a base, and tells how far it is.
    ///
    /// - Returns: What came of it; nil where somebody stopped it.
    @discardableResult
    package func makeBase(
        _ task: WrittenTask, _ size: NetworkSize, seed: Int, steps: Int = NetworkBase.steps
    ) -> PretrainedBase? {
        let text = "pretraining base \(seed) (\(size.name))"
        let isCancelled = environment.isCancelled
        var losses: [Double] = []
        let made = NetworkBase.make(task, size, seed: seed, steps: steps) { step, loss in
            losses.append(loss)
            if step % 10 == 0 {
                environment.emit(
                    .progress(Progress(done: step + 1, total: steps, text: text)))
            }
            return !isCancelled()
        }
        return made.map { made in
            PretrainedBase(
                size: size, seed: seed, losses: losses,
                digest: SHA256.digest(of: made.bytes), isShipped: made.isShipped,
                weights: made.base)
        }
    }
}

/// What a pretraining came to.
package struct PretrainedBase: Sendable {
    /// The base's size.
    package let size: NetworkSize
    /// The base's number.
    package let seed: Int
    /// The loss before each step, in nats a token.
    package let losses: [Double]
    /// The SHA-256 of its numbers in single precision, little-endian.
    package let digest: String
    /// Whether it is the one that is shipped; nil where none is.
    package let isShipped: Bool?
    /// The numbers rounded to half precision, which is what is trained.
    let weights: TransformerWeights
}

extension TrainingPlan {
    /// Returns the training of a network at its beginning; nil without its base, whose making was
    /// stopped.
    func written(
        _ task: WrittenTask, _ method: Method, seed: Int
    ) throws(SimulationError) -> WrittenTrainer? {
        guard let base = NetworkBase.known(task, settings.size, seed: settings.base) else {
            try NetworkBase.check(task, settings)
            return nil
        }
        var run = WrittenRun(task: task, base: base, settings: settings)
        run.readsReference = method.rule.needs.contains(.reference)
        return try WrittenTrainer(
            run, method: method.bound, seed: UInt32(truncatingIfNeeded: seed))
    }
}
