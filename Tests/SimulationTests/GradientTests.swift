// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import Testing
import TokenWeights

@testable import Simulation

@Suite("Gradients")
struct GradientTests {
    /// A signal made up of some tokens, and the training that it goes into.
    private struct Case {
        let topology: Topology
        let settings: TrainingSettings
        let method: BoundRule
        var signal = Signal()

        init(
            world: World, share: Bool = false, method: BoundRule? = nil,
            change: (inout TrainingSettings) -> Void = { _ in }
        ) throws {
            var settings = TrainingSettings()
            settings.types = 2
            settings.states = 6
            settings.vocabulary = 6
            settings.keySteps = 2
            settings.length = 6
            settings.prompts = 2
            settings.heldOut = 0
            settings.share = share
            settings.learningRate = 20
            change(&settings)
            self.settings = settings
            self.method =
                try method ?? #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
            let make = try #require(world.make)
            var budget = CancellationBudget { false }
            topology = try Topology(make(settings, 3, &budget), &budget)
            let random = Philox(seed: 3, stream: 77)
            // Eight responses of five tokens; the last two have no advantage.
            for index in 0..<40 {
                let context = random.integer(below: topology.automaton.contexts, 0, 0, 0, index)
                let token = random.integer(below: 6, 0, 0, 1, index)
                let advantages = [0.7, -1.2, 0.4, -0.3, 0.7, -1.2, 0, 0]
                let count = self.method.needsResponses ? 1 : Double(1 + index % 3)
                signal.entries.append(
                    .init(
                        context: Int32(context), cell: Int32(context * topology.stride + token),
                        count: count, share: count / Double(1 + index % 4),
                        advantage: advantages[index / 5]))
                if self.method.needsResponses && index % 5 == 4 {
                    signal.responseEnds.append(index + 1)
                }
            }
            signal.endPrompt(tokens: 80, hasAdvantages: true)
        }

        /// Makes a first update; returns the parameters' change divided by −lr.
        func gradient(_ policy: Policy, _ frozen: FrozenPolicy) throws -> [Double] {
            var learner = Learner(topology, settings, method, seed: 1)
            return try gradient(policy, frozen, by: &learner)
        }

        /// Lets a learner make its next update; returns the parameters' change divided by −lr.
        func gradient(
            _ policy: Policy, _ frozen: FrozenPolicy, by learner: inout Learner
        ) throws -> [Double] {
            let before = policy.parameters.copy()
            var tally = Tally()
            var budget = CancellationBudget { false }
            try learner.prepare(signal, &budget)
            var signal = signal
            try learner.learn([0], divisor: 80, &signal, policy, frozen, nil, &tally, &budget)
            return (0..<before.count).map {
                (before[$0] - policy.parameters[$0]) / settings.learningRate
            }
        }

        /// The loss −Σ share · w · A · log π / 80, its weights taken from another policy, with
        /// the KL penalty and the entropy bonus.
        func loss(_ policy: Policy, weightsFrom current: Policy, _ frozen: FrozenPolicy) -> Double {
            let weights = weights(current, frozen)
            let estimate = DivergenceEstimator(rawValue: settings.klPenalty.rawValue)
            let terms = signal.entries.indices.map { index -> Double in
                let entry = signal.entries[index]
                let log = policy.logProbability[Int(entry.cell)]
                let cell = Int(entry.cell)
                let logRatio = log - frozen.referenceLog[cell]
                // The penalty's gradient at the frozen policy, which is all that a detached ratio leaves.
                let token = Token(
                    oldLogProbability: frozen.logProbability[cell],
                    logProbability: current.logProbability[cell], advantage: 0,
                    referenceLogProbability: frozen.referenceLog[cell])
                let slope = -settings.klPenalty.additive(token, coefficient: 1)
                let rule = -weights[index] * entry.advantage * log
                let penalty = settings.klCoefficient * (estimate?.value(logRatio) ?? slope * log)
                let bonus = settings.entropyCoefficient * policy.entropy(Int(entry.context))
                return entry.share * (rule + penalty - bonus) / 80
            }
            return terms.reduce(0, +)
        }

        /// The weight of every entry under a policy.
        private func weights(_ current: Policy, _ frozen: FrozenPolicy) -> [Double] {
            let tokens = signal.entries.map { entry in
                Token(
                    oldLogProbability: frozen.logProbability[Int(entry.cell)],
                    logProbability: current.logProbability[Int(entry.cell)],
                    advantage: entry.advantage)
            }
            guard let responses = method.responses else { return tokens.map { method.weight($0) } }
            return signal.responses(of: 0).flatMap { range in
                responses.weights(
                    tokens[range].map { $0.logProbability - $0.oldLogProbability },
                    advantage: tokens[range.lowerBound].advantage)
            }
        }
    }

    @Test(
        "Each row's gradient is the central difference of the loss with its weights frozen",
        arguments: World.sampled, [false, true])
    func centralDifference(world: String, share: Bool) throws {
        try compare(Case(world: try #require(World.named(world)), share: share))
    }

    @Test(
        "The KL penalty's gradient is the central difference of its estimate, or what it says",
        arguments: ReferencePenalty.allCases)
    func penalty(penalty: ReferencePenalty) throws {
        let test = try Case(world: .graph) {
            $0.klCoefficient = 0.8
            $0.klPenalty = penalty
        }
        try compare(test)
    }

    @Test("The entropy bonus's gradient is the central difference of the entropies")
    func bonus() throws {
        try compare(Case(world: .steps, share: true) { $0.entropyCoefficient = 1.5 })
        try compare(
            Case(world: .graph) {
                $0.entropyCoefficient = 0.3
                $0.klCoefficient = 0.2
            })
    }

    @Test("An update knows nothing of the tokens of the updates before")
    func independentUpdates() throws {
        let test = try Case(world: .steps, share: true) {
            ($0.entropyCoefficient, $0.klCoefficient) = (1.5, 0.2)
        }
        var budget = CancellationBudget { false }
        let policy = try Policy(test.topology, &budget)
        let frozen = try FrozenPolicy(policy, test.topology, &budget)
        var learner = Learner(test.topology, test.settings, test.method, seed: 1)
        for _ in 0..<3 {
            let fresh = try test.gradient(policy.copy(), frozen)
            #expect(try test.gradient(policy, frozen, by: &learner) == fresh)
        }
    }

    @Test(
        "Rules on whole responses have the gradient of their weights",
        arguments: WeightRule.ofResponses.map(\.name))
    func responses(name: String) throws {
        let rule = try #require(WeightRule.named(name))
        let wide = rule.bound(["eps_low": 0.1, "eps_high": 0.1, "log_low": 0.1, "log_high": 0.1])
        try compare(
            Case(world: .graph, method: wide.called(name, title: name)))
    }

    /// Compares the gradient after a first update, when ratios are away from 1, with differences.
    private func compare(_ test: Case) throws {
        var budget = CancellationBudget { false }
        let policy = try Policy(test.topology, &budget)
        let frozen = try FrozenPolicy(policy, test.topology, &budget)
        // The update is large, so that masks and caps matter.
        _ = try test.gradient(policy, frozen)
        let current = refreshed(policy.copy(), test.topology)
        let gradient = try test.gradient(policy.copy(), frozen)
        #expect(gradient.contains { abs($0) > 0.002 })
        for cell in stride(from: 0, to: current.parameters.count, by: 7)
        where cell % test.topology.stride < 6 {
            let losses = [1e-5, -1e-5].map { change in
                let moved = current.copy()
                moved.parameters[cell] += change
                moved.markChanged(row: cell / test.topology.stride, update: 1_000)
                return test.loss(refreshed(moved, test.topology), weightsFrom: current, frozen)
            }
            #expect(abs((losses[0] - losses[1]) / 2e-5 - gradient[cell]) < 1e-8, "\(cell)")
        }
    }

    private func refreshed(_ policy: Policy, _ topology: Topology) -> Policy {
        for context in 0..<topology.automaton.contexts { policy.refresh(context) }
        return policy
    }
}
