// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

/// All that a short training of the golden file's tiny network comes to.
struct TinyWriter: Equatable {
    var rows: [StepMetrics] = []
    var weights: [Float] = []

    /// Returns the training at its beginning.
    static func trainer(
        _ method: BoundRule, seed: UInt32 = 1, readsReference: Bool = false,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> WrittenTrainer {
        let golden = try WrittenGolden.load()
        let run = golden.runConfig.run(golden.base)
        var settings = run.settings
        change(&settings)
        var changed = WrittenRun(task: run.task, base: run.base, settings: settings)
        (changed.evaluated, changed.readsReference) = (2, readsReference)
        return try WrittenTrainer(changed, method: method, seed: seed)
    }

    /// Trains to the end.
    init(
        _ method: BoundRule, seed: UInt32 = 1, readsReference: Bool = false,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws {
        try self.init(
            finishing: Self.trainer(method, seed: seed, readsReference: readsReference, change))
    }

    /// Trains what has begun to the end.
    init(finishing trainer: WrittenTrainer) throws {
        var trainer = trainer
        while !trainer.isFinished { rows.append(try #require(try trainer.advance()).metrics) }
        weights = trainer.weights
    }

    /// GRPO, with its defaults.
    static var grpo: BoundRule { get throws { try #require(WeightRule.named("grpo")).bound() } }
}
