// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import Testing
import TokenWeights

@testable import Simulation

@Suite("Weighing several tokens at a time")
struct WeighingTests {
    private static let names = WeightRule.ofTokens.filter { $0.bound().ratioWeight != nil }.map(
        \.name)

    @Test("It trains to the bits of a rule that is asked token by token", arguments: names)
    func agrees(name: String) throws {
        let rule = try #require(WeightRule.named(name)).bound()
        let asked = TestRule.bound(
            cap: rule.isHeld.map { Cap(sides: .both, isActive: $0) }, isOutside: rule.isOutside,
            rule.weight)
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
        arguments: ReferencePenalty.allCases)
    func regularizers(penalty: ReferencePenalty) throws {
        let rule = try #require(WeightRule.named("grpo")).bound()
        let change = { (settings: inout TrainingSettings) in
            (settings.klCoefficient, settings.entropyCoefficient) = (0.02, 0.01)
            settings.klPenalty = penalty
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

    @Test("A ratio on the edge of an interval is inside it, and a weight at the cap is kept")
    func edges() throws {
        for shape in RatioWeight.Shape.allCases {
            let side = RatioWeight.Side(shape, lower: 1, upper: 1, cap: 1)
            let numbers = RatioWeight(
                positive: side, negative: side, interval: ClipInterval(lower: 1, upper: 1))
            let rule = BoundRule(
                weight: numbers.weight, ratioWeight: numbers,
                isOutside: { $0.importanceRatio != 1 },
                cap: Cap(sides: .both) { _ in false }, loss: { _, _ in 0 }, edges: { _, _ in [] },
                derivation: { _ in Derivation(condition: "", formula: "") })
            for path in Kernels.all {
                let row = try train(rule, path: path) { ($0.epochs, $0.minibatches) = (1, 1) }.rows[
                    0]
                let nothing: [Metric] = [
                    .maskedPositive, .maskedNegative, .cappedPositive, .cappedNegative,
                    .outsidePositive, .outsideNegative,
                ]
                #expect(row[.weightPositive] == 1 && row[.weightNegative] == 1)
                #expect(nothing.allSatisfy { row[$0] == 0 })
            }
        }
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
        var budget = CancellationBudget { false }
        let topology = try Topology(make(settings, 5, &budget), path: path, &budget)
        let method = rule.called("rule", title: "Rule")
        let state = try TrainingState(topology, settings, method, seed: 5, &budget)
        let rows = try (0...6).map {
            try state.advance(step: $0, isEvaluated: true, isTrained: $0 < 6, &budget)
        }
        return (rows, state.parameters)
    }
}
