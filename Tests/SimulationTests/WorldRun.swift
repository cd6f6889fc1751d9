// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

/// All that a short training of any world comes to.
struct WorldRun: Equatable {
    var rows: [StepMetrics] = []

    /// The parameters at the end; for `bench`, whose policy is no table, its probabilities.
    var parameters: [Double] = []

    /// The most that entropy can be: the logarithm of the number of tokens to choose from.
    var entropyLimit = 0.0

    /// Trains one method in a world, whichever way the world is trained.
    init(
        _ world: World, _ method: BoundRule, seed: UInt32 = 1,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws {
        var settings = world.small
        change(&settings)
        guard world.make != nil else {
            try train(method, settings)
            return
        }
        var trainer = try Trainer(world: world, settings: settings, method: method, seed: seed)
        while !trainer.isFinished { rows.append(try trainer.advance()) }
        parameters = trainer.parameters
        entropyLimit = naturalLogarithm(Double(trainer.automaton.vocabulary))
    }

    /// Trains three tokens of the bench, and the remainder.
    private mutating func train(
        _ method: BoundRule, _ settings: TrainingSettings
    ) throws {
        var training = try BenchTraining(
            probabilities: [0.5, 0.2, 0.1], advantages: [1, -1, 0.5], settings: settings,
            method: method)
        while !training.isFinished { rows.append(try training.advance().metrics) }
        parameters = training.probabilities
        entropyLimit = naturalLogarithm(Double(parameters.count))
    }
}

extension World {
    /// The worlds whose policy is a table; those of networks have laws of their own.
    static var tabular: [World] { all.filter { $0.task == nil } }

    /// The names of the worlds that are trained by samples.
    static var sampled: [String] { all.filter { $0.make != nil }.map(\.name) }

    /// The world's defaults, made small enough to train in no time.
    var small: TrainingSettings {
        var settings = defaults
        (settings.types, settings.states, settings.vocabulary) = (3, 8, 6)
        (settings.length, settings.keySteps) = (6, 2)
        (settings.prompts, settings.heldOut, settings.group) = (6, 3, 8)
        (settings.minibatches, settings.steps) = (2, 6)
        return settings
    }
}

extension BoundRule {
    /// Every method, with its defaults.
    static var all: [BoundRule] { WeightRule.all.map { $0.bound() } }

    /// Whether a world whose training is exact has what the method weighs.
    var isOnTokens: Bool { responses == nil && batch == nil }

    /// Whether a token that has not moved has weight 1 whatever its sign, and nothing is added.
    var isPlainOnPolicy: Bool {
        additive == nil
            && [1.0, -1].allSatisfy {
                weight(Token(oldLogProbability: -1, logProbability: -1, advantage: $0)) == 1
            }
    }
}
