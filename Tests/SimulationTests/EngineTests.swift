// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation
import Testing
import TokenWeights

@testable import Simulation

/// Engines that differ from the trainer, one of each form.
private let differing = ["bf16", "temperature:0.8", "temperature:1.25", "top-p:0.7", "stale:2"]

@Suite("The engine that samples")
struct EngineTests {
    @Test(
        "What is typed and the number of a setting say the same", arguments: differing + ["exact"])
    func spelling(text: String) throws {
        let engine = try #require(RolloutEngine(text: text))
        #expect(engine.text == text)
        #expect(RolloutEngine(code: engine.code) == engine)
        var settings = TrainingSettings()
        try settings.set("rollout", to: engine.code)
        #expect(settings.rollout == engine && settings.value(of: "rollout") == engine.code)
    }

    @Test(
        "No other word is an engine",
        arguments: [
            "", "hot", "bf16:2", "temperature", "temperature:0", "temperature:-1",
            "temperature:nan",
            "top-p:0", "top-p:1.01", "stale:-1", "stale:0.5", "stale:1001", "exact:",
        ])
    func refused(text: String) {
        #expect(RolloutEngine(text: text) == nil)
        var settings = TrainingSettings()
        #expect(throws: SimulationError.self) { try settings.set("rollout", to: .nan) }
        #expect(throws: SimulationError.self) { try settings.set("rollout", to: 2) }
    }

    @Test(
        "An engine that changes nothing trains to the same bits as none",
        arguments: ["temperature:1", "top-p:1", "stale:0"], World.tabular.map(\.name))
    func nothing(text: String, world: String) throws {
        let world = try #require(World.named(world))
        for method in [WeightRule.named("grpo"), .named("prime-rl")] {
            let method = try #require(method).bound()
            let plain = try WorldRun(world, method)
            #expect(try WorldRun(world, method) { $0.rollout = engine(text) } == plain)
            #expect(plain.rows.allSatisfy { $0[.klFromEngine] == nil && $0[.engineRatio] == nil })
        }
    }

    @Test("What an engine makes of a policy is the same in C and in Swift", arguments: differing)
    func twoForms(text: String) throws {
        let engine = engine(text)
        for (vocabulary, path) in [(2, csim_portable), (7, Kernels.fastest), (40, Kernels.fastest)]
        {
            var settings = small(steps: 1)
            settings.vocabulary = vocabulary
            var budget = CancellationBudget { false }
            let make = try #require(World.graph.make)
            let topology = try Topology(make(settings, 5, &budget), path: path, &budget)
            let old = try FrozenPolicy(Policy(topology, &budget), topology, &budget)
            var made = try #require(EnginePolicy(old, topology, engine))
            try made.update(old, step: 0, &budget)
            for context in 0..<topology.automaton.contexts {
                let row = context * topology.stride..<context * topology.stride + vocabulary
                let logs = engine.logProbabilities(of: row.map { old.logProbability[$0] })
                for (index, cell) in row.enumerated() {
                    #expect(abs(made.policy.logProbability[cell] - logs[index]) < 1e-13)
                    #expect(
                        abs(made.policy.probability[cell] - Simulation.exponential(logs[index]))
                            < 1e-14)
                }
                let divergence = zip(row, logs).reduce(0.0) {
                    $0 + Simulation.exponential($1.1) * ($1.1 - old.logProbability[$1.0])
                }
                #expect(abs(made.policy.klFromReference[context] - divergence) < 1e-13)
            }
        }
    }

    @Test("bfloat16 keeps eight digits; a nucleus holds as much as it must and no token more")
    func meanings() {
        let logs = [0.5, 0.3, 0.15, 0.05].map { naturalLogarithm($0) }
        let half = RolloutEngine.topP(0.79).logProbabilities(of: logs).map {
            Simulation.exponential($0)
        }
        #expect(abs(half[0] - 0.625) < 1e-15 && abs(half[1] - 0.375) < 1e-15)
        #expect(half[2] == 0 && half[3] == 0)
        let more = RolloutEngine.topP(0.81).logProbabilities(of: logs).map {
            Simulation.exponential($0)
        }
        #expect(more[2] > 0 && more[3] == 0)
        let hot = RolloutEngine.temperature(2).logProbabilities(of: logs)
        #expect(abs(hot[0] - hot[1] - (logs[0] - logs[1]) / 2) < 1e-15)
        // −1.00390625 lies halfway between −1 and −1.0078125, and −1 is even.
        let rounded = RolloutEngine.bf16.logProbabilities(of: [-1.00390625, -1.01171875, -1.005])
        #expect(abs(rounded[0] - rounded[1] - 0.015625) < 1e-15)
        #expect(abs(rounded[0] - rounded[2] - 0.0078125) < 1e-15)
    }

    @Test("All paths sample and train to the same bits under every engine", arguments: differing)
    func paths(text: String) throws {
        let runs = try Kernels.all.map { path in
            var settings = small(steps: 4)
            (settings.rollout, settings.correction) = (engine(text), .icePop)
            var budget = CancellationBudget { false }
            let make = try #require(World.graph.make)
            let topology = try Topology(make(settings, 5, &budget), path: path, &budget)
            let state = try TrainingState(
                topology, settings, WeightRule.grpo.bound(), seed: 5, &budget)
            let rows = try (0...4).map {
                try state.advance(step: $0, isEvaluated: true, isTrained: $0 < 4, &budget)
            }
            return (rows, state.parameters)
        }
        for run in runs {
            #expect(run.0 == runs[0].0)
            #expect(run.1 == runs[0].1)
        }
    }

    @Test("An engine that lags has the policy of the rollouts before")
    func lag() throws {
        let method = WeightRule.grpo.bound()
        let plain = try WorldRun(.bandit, method) { $0.rollout = .exact }
        let late = try WorldRun(.bandit, method) { $0.rollout = .stale(1) }
        // The first rollout has no other before it.
        #expect(late.rows[0][.klFromEngine] == 0 && late.rows[0][.engineRatio] == 1)
        #expect(late.rows[0][.klFromOld] == plain.rows[0][.klFromOld])
        #expect(late.rows[1][.gradientNorm] != plain.rows[1][.gradientNorm])
        // A bandit's contexts are visited alike under all policies.
        for step in 1..<late.rows.count - 1 {
            let (now, before) = (late.rows[step], late.rows[step - 1])
            let difference = try #require(now[.klFromEngine]) - #require(before[.klFromOld])
            #expect(abs(difference) < 1e-12)
        }
        let later = try WorldRun(.bandit, method) { $0.rollout = .stale(3) }
        #expect(later.rows[1][.klFromEngine] == late.rows[1][.klFromEngine])
        #expect(later.rows[3][.klFromEngine] != late.rows[3][.klFromEngine])
    }

    @Test("A copy goes on to the same bits, and so does what was stopped", arguments: differing)
    func checkpoints(text: String) throws {
        var settings = small(steps: 6)
        (settings.rollout, settings.correction) = (engine(text), .opsm)
        let method = WeightRule.gspo.bound()
        var trainer = try Trainer(world: .graph, settings: settings, method: method, seed: 3)
        for _ in 0..<3 { _ = try trainer.advance() }
        var (copy, halted) = (trainer, trainer)
        while !trainer.isFinished {
            let row = try trainer.advance()
            #expect(try copy.advance() == row)
            var (again, asked): (StepMetrics?, Int) = (nil, 0)
            while again == nil {
                asked += 1
                var left = asked * 20
                again = try halted.advance(askingEvery: 50) {
                    left -= 1
                    return left < 0
                }
            }
            #expect(again == row)
        }
        #expect(copy.parameters == trainer.parameters && halted.parameters == trainer.parameters)
    }

    @Test("Samples are drawn from μ: over many tokens, the mean of ρ is 1, or what a nucleus holds")
    func sampling() throws {
        var settings = small(steps: 1)
        (settings.group, settings.prompts) = (4_000, 8)
        for text in ["bf16", "temperature:0.8", "temperature:1.25"] {
            settings.rollout = engine(text)
            let row = try Trainer.first(settings)
            #expect(abs(try #require(row[.engineRatio]) - 1) < 0.01, "\(text)")
        }
        settings.rollout = .topP(0.5)
        let row = try Trainer.first(settings)
        #expect(try #require(row[.engineRatio]) < 0.8)
        // All that is sampled stands in the nucleus, where ρ is its mass.
        #expect(try #require(row[.engineRatio]) >= 0.5)
        settings.rollout = .temperature(0.01)
        settings.group = 8
        #expect(try #require(Trainer.first(settings)[.duplicates]) > 0.8)
    }

    private func engine(_ text: String) -> RolloutEngine { RolloutEngine(text: text) ?? .exact }
}

extension Trainer {
    /// Returns the first row of GRPO's training in a graph.
    fileprivate static func first(_ settings: TrainingSettings) throws -> StepMetrics {
        var trainer = try Trainer(
            world: .graph, settings: settings, method: WeightRule.grpo.bound(), seed: 1)
        return try trainer.advance()
    }
}
