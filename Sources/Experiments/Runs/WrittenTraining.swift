// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Simulation
import TokenWeights
package import WorkbenchModel

extension Workspace {
    /// Makes the base that a plan starts from where it is not there yet, and tells how far it is.
    ///
    /// Where somebody stops it the base is missing, and so is every run.
    func makeBase(_ plan: TrainingPlan) {
        let settings = plan.settings
        guard let task = plan.world.task,
            NetworkBase.known(task, settings.size, seed: settings.base) == nil
        else { return }
        _ = makeBase(task, settings.size, seed: settings.base)
    }

    /// Makes a base, and tells how far it is.
    ///
    /// - Returns: The base, as ``NetworkBase`` has it; nil where somebody stopped it.
    package func makeBase(
        _ task: WrittenTask, _ size: NetworkSize, seed: Int
    ) -> NetworkBase.Made? {
        let text = "pretraining \(size.name) base \(seed) of world \(task.name)"
        let isCancelled = environment.isCancelled
        return NetworkBase.make(task, size, seed: seed) { step, _ in
            if step % 10 == 0 {
                environment.emit(
                    .progress(Progress(done: step + 1, total: NetworkBase.steps, text: text)))
            }
            return !isCancelled()
        }
    }
}

extension TrainingPlan {
    /// Returns the training of a network at its beginning; nil without its base, whose making was
    /// stopped.
    func written(
        _ task: WrittenTask, _ method: Method, seed: Int
    ) throws(SimulationError) -> WrittenTrainer? {
        guard let base = NetworkBase.known(task, settings.size, seed: settings.base) else {
            return nil
        }
        var run = WrittenRun(task: task, base: base, settings: settings)
        run.readsReference = method.rule.needs.contains(.reference)
        return try WrittenTrainer(
            run, method: method.bound, seed: UInt32(truncatingIfNeeded: seed))
    }
}
