// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Gradients")
struct GradientTests {
    /// A signal made up of some tokens, and the training that it goes into.
    private struct Case {
        let topology: Topology
        let settings: TrainingSettings
        let method: TrainingMethod
        var signal = Signal()

        init(world: World, share: Bool) throws {
            var settings = TrainingSettings()
            settings.types = 2
            settings.states = 6
            settings.vocabulary = 6
            settings.keySteps = 2
            settings.length = 6
            settings.prompts = 2
            settings.heldOut = 0
            settings.share = share
            settings.learningRate = 0.5
            self.settings = settings
            method = try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
            let make = try #require(world.make)
            topology = Topology(try make(settings, 3))
            let random = Philox(seed: 3, stream: 77)
            for index in 0..<40 {
                let context = random.integer(below: topology.automaton.contexts, 0, 0, 0, index)
                let token = random.integer(below: 6, 0, 0, 1, index)
                signal.entries.append(
                    .init(
                        context: Int32(context), cell: Int32(context * topology.stride + token),
                        count: Double(1 + index % 3), advantage: index % 2 == 0 ? 0.7 : -1.2))
            }
            signal.endPrompt(tokens: 80)
        }

        /// Makes one update; returns the parameters' change divided by −lr.
        func gradient(_ policy: Policy, _ frozen: FrozenPolicy) throws -> [Double] {
            let before = policy.parameters.copy()
            var learner = Learner(topology, settings, method)
            var tally = Tally()
            try learner.learn([0], tokens: 80, signal, policy, frozen, &tally)
            return (0..<before.count).map {
                (before[$0] - policy.parameters[$0]) / settings.learningRate
            }
        }

        /// The loss −Σ count · w · A · log π / tokens, its weights taken from another policy.
        func loss(_ policy: Policy, weightsFrom current: Policy, _ frozen: FrozenPolicy) -> Double {
            signal.entries.reduce(0) { sum, entry in
                let cell = Int(entry.cell)
                let token = Token(
                    oldLogProbability: frozen.logProbability[cell],
                    logProbability: current.logProbability[cell], advantage: entry.advantage)
                return sum - entry.count * method.rule.weight(token) * entry.advantage
                    * policy.logProbability[cell] / 80
            }
        }
    }

    @Test(
        "Each row's gradient is the central difference of the loss with its weights frozen",
        arguments: ["graph", "steps", "steps shared"])
    func centralDifference(name: String) throws {
        let world: World = name == "graph" ? .graph : .steps
        let test = try Case(world: world, share: name == "steps shared")
        let policy = Policy(test.topology)
        let frozen = FrozenPolicy(policy, test.topology)
        // A first update moves the ratios away from 1, so that masks and caps matter.
        _ = try test.gradient(policy, frozen)
        let current = refreshed(policy.copy(), test.topology)
        let gradient = try test.gradient(policy.copy(), frozen)
        #expect(gradient.contains { abs($0) > 0.01 })
        for cell in stride(from: 0, to: current.parameters.count, by: 7)
        where cell % test.topology.stride < 6 {
            let losses = [1e-5, -1e-5].map { change in
                let moved = current.copy()
                moved.parameters[cell] += change
                moved.markChanged(row: cell / test.topology.stride, update: 1_000)
                return test.loss(
                    refreshed(moved, test.topology), weightsFrom: current, frozen)
            }
            #expect(abs((losses[0] - losses[1]) / 2e-5 - gradient[cell]) < 1e-8, "\(name) \(cell)")
        }
    }

    private func refreshed(_ policy: Policy, _ topology: Topology) -> Policy {
        for context in 0..<topology.automaton.contexts { policy.refresh(context) }
        return policy
    }
}
