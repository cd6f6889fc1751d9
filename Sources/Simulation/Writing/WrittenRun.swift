// SPDX-License-Identifier: GPL-3.0-or-later

package import Transformer

/// What is trained, and from where: the same for all methods and seeds.
package struct WrittenRun: Sendable {
    /// The task.
    package let task: WrittenTask

    /// The network before training.
    package let base: TransformerWeights

    /// The settings.
    package let settings: TrainingSettings

    /// How many held-out prompts an evaluation asks.
    package var evaluated = 128

    /// Whether the method looks at log π_ref.
    package var readsReference = false

    /// How many answers an evaluation samples to each.
    static let evaluationGroup = 16

    /// The largest norm of a gradient; a larger one is scaled down to it.
    static let clip = 1.0

    package init(task: WrittenTask, base: TransformerWeights, settings: TrainingSettings) {
        (self.task, self.base, self.settings) = (task, base, settings)
    }

    /// The held-out prompts of an evaluation, evenly spread.
    var evaluationPrompts: [WrittenTask.Prompt] {
        let count = min(evaluated, task.heldOut.count)
        return (0..<count).map { task.heldOut[$0 * task.heldOut.count / count] }
    }
}
