// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import Testing
import TokenWeights

@testable import Simulation

@Suite("Weighing several tokens at a time")
struct WeighingTests {
    private static let names = WeightRule.all.filter { $0.bound().ratioWeight != nil }.map(\.name)

    @Test("It trains to the bits of a rule that is asked token by token", arguments: names)
    func agrees(name: String) throws {
        let rule = try #require(WeightRule.named(name)).bound()
        let asked = TestRule.bound(cap: rule.cap, isOutside: rule.isOutside, rule.weight)
        let expected = try train(asked, path: csim_portable)
        for path in Kernels.all {
            let run = try train(rule, path: path)
            #expect(run.rows == expected.rows)
            #expect(run.parameters == expected.parameters)
        }
        let last = try #require(expected.rows.dropLast().last)
        #expect(last[.ratioPositive] != 1)
    }

    @Test(
        "The penalty and the bonus have the same bits on all paths, and act without advantages",
        arguments: [DivergenceEstimator.k1, .k2, .k3])
    func regularizers(estimator: DivergenceEstimator) throws {
        let rule = try #require(WeightRule.named("grpo")).bound()
        let change = { (settings: inout TrainingSettings) in
            (settings.klCoefficient, settings.entropyCoefficient) = (0.02, 0.01)
            settings.klEstimator = estimator
        }
        let expected = try train(rule, path: csim_portable, change)
        for path in Kernels.all {
            let run = try train(rule, path: path, change)
            #expect(run.rows == expected.rows)
            #expect(run.parameters == expected.parameters)
        }
        // Asked token by token, the rule has no use for groups without advantages either.
        let tokenRule = TestRule.bound(cap: rule.cap, rule.weight)
        let asked = try train(tokenRule, path: Kernels.fastest, change)
        #expect(asked.parameters == expected.parameters)
        let silent = expected.rows.compactMap { $0[.zeroGroups] }
        #expect(silent.contains { $0 > 0 })
        #expect(expected.parameters != (try train(rule, path: csim_portable)).parameters)
    }

    /// Trains with large steps, so that masks and caps act, and with prompts of one to many tokens.
    private func train(
        _ rule: BoundRule, path: csim_path, _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> (rows: [StepMetrics], parameters: [Double]) {
        var settings = TrainingSettings()
        (settings.types, settings.states, settings.vocabulary) = (5, 12, 6)
        (settings.length, settings.prompts, settings.heldOut) = (8, 10, 2)
        (settings.group, settings.minibatches, settings.learningRate) = (11, 3, 30)
        change(&settings)
        let make = try #require(World.graph.make)
        var watch = Watch { false }
        let topology = try Topology(make(settings, 5, &watch), path: path, &watch)
        let method = TrainingMethod(name: "rule", title: "Rule", rule: rule)
        let state = try TrainingState(topology, settings, method, seed: 5, &watch)
        let rows = try (0...6).map {
            try state.advance(step: $0, isEvaluated: true, isTrained: $0 < 6, &watch)
        }
        return (rows, state.parameters)
    }
}
