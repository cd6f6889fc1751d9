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
        let asked = TestRule.bound(cap: rule.cap, rule.weight)
        let expected = try train(asked, path: csim_portable)
        for path in Kernels.all {
            let run = try train(rule, path: path)
            #expect(run.rows == expected.rows)
            #expect(run.parameters == expected.parameters)
        }
        let last = try #require(expected.rows.dropLast().last)
        #expect(last[.ratioPositive] != 1)
    }

    /// Trains with large steps, so that masks and caps act, and with prompts of one to many tokens.
    private func train(
        _ rule: BoundRule, path: csim_path
    ) throws -> (rows: [StepMetrics], parameters: [Double]) {
        var settings = TrainingSettings()
        (settings.types, settings.states, settings.vocabulary) = (5, 12, 6)
        (settings.length, settings.prompts, settings.heldOut) = (8, 10, 2)
        (settings.group, settings.minibatches, settings.learningRate) = (11, 3, 30)
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
