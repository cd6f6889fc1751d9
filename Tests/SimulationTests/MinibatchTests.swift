// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Minibatches and prompts")
struct MinibatchTests {
    private let grpo = WeightRule.grpo.bound().called("grpo", title: "GRPO")

    @Test("An epoch goes through every prompt, also where minibatches cannot be equal")
    func everyPrompt() throws {
        let change = { (settings: inout TrainingSettings) in
            (settings.prompts, settings.minibatches) = (11, 4)
            (settings.epochs, settings.steps) = (1, 1)
        }
        let run = try WorldRun(.bandit, grpo, change)
        let untrained = try WorldRun(.bandit, grpo) {
            change(&$0)
            $0.learningRate = 1e-300
        }
        // Each prompt of this world has parameters of its own.
        let vocabulary = run.parameters.count / 11
        let changed = (0..<11).count { prompt in
            let row = prompt * vocabulary..<(prompt + 1) * vocabulary
            return run.parameters[row] != untrained.parameters[row]
        }
        let silent = try #require(run.rows[0][.zeroGroups])
        #expect(Double(changed) == (11 * (1 - silent)).rounded() && changed > 4)
    }

    @Test(
        "Where all responses are as long, averages over tokens and over responses are the same",
        arguments: [World.graph.name, World.steps.name])
    func averages(name: String) throws {
        let world = try #require(World.named(name))
        let runs = try TrainingSettings.Aggregation.allCases.map { aggregation in
            try WorldRun(world, grpo) {
                // Nothing ends before its time, and only the verifier's errors are rewarded.
                ($0.endBias, $0.know, $0.noise) = (-1e3, 0, 0.5)
                $0.aggregation = aggregation
            }
        }
        for (one, other) in zip(runs[0].parameters, runs[1].parameters) {
            #expect(abs(one - other) < 1e-9)
        }
        #expect(runs[0].rows.contains { ($0[.gradientNorm] ?? 0) > 1e-6 })
    }

    @Test("Prompts of the graph are at most half the length away from a right end")
    func distances() throws {
        var settings = World.graph.small
        (settings.states, settings.vocabulary, settings.types, settings.length) = (60, 3, 20, 8)
        let make = try #require(World.graph.make)
        var budget = CancellationBudget { false }
        let automaton = try make(settings, 1, &budget)
        let starts = automaton.trainingStarts + automaton.heldOutStarts
        let distances = distances(automaton)
        #expect(starts.allSatisfy { (1...4).contains(distances[Int($0)]) })
        #expect(distances.contains { (5...8).contains($0) })
    }

    /// Returns the fewest tokens from each context to one that a right end follows.
    private func distances(_ automaton: ContextAutomaton) -> [Int] {
        let vocabulary = automaton.vocabulary
        var distances = (0..<automaton.contexts).map {
            automaton.next[$0 * vocabulary] == ContextAutomaton.Ending.right ? 0 : Int.max
        }
        for distance in 1...automaton.contexts {
            for context in distances.indices where distances[context] == .max {
                let next = automaton.next[context * vocabulary..<(context + 1) * vocabulary]
                let leads = next.contains { $0 >= 0 && distances[Int($0)] == distance - 1 }
                if leads { distances[context] = distance }
            }
        }
        return distances
    }
}
