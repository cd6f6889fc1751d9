// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Training with rules on batches")
struct BatchRuleTrainingTests {
    /// Rules whose parameters leave a rule on tokens, and that rule.
    private static let equals: [(String, ParameterValues, String)] = [
        ("clip-cov", ["clip_cov_low": 1e9], "ppo"), ("m2po", [:], "ppo"),
        ("kl-cov", ["kl_cov_coef": 0], "is-noclip"),
        (
            "bapo", ["bapo_low": 0.8, "bapo_low_max": 0.8, "bapo_high": 1.2, "bapo_high_max": 1.2],
            "grpo"
        ),
    ]

    @Test("A rule that chooses nothing trains as the one it starts from", arguments: 0..<4)
    func chooseNothing(index: Int) throws {
        let (name, values, other) = Self.equals[index]
        let batch = try #require(WeightRule.named(name)).bound(values)
        let token = try #require(WeightRule.named(other)).bound()
        let runs = try [batch, token].map { try WorldRun(.graph, $0) { $0.learningRate = 400 } }
        for (first, second) in zip(runs[0].parameters, runs[1].parameters) {
            #expect(abs(first - second) < 1e-9)
        }
        let moved = try WorldRun(.graph, token) {
            $0.learningRate = 400; $0.steps = 1
        }
        #expect(runs[1].parameters != moved.parameters)
    }

    @Test("What is drawn depends on the seed, and a copy goes on with the same bits")
    func drawing() throws {
        let rule = WeightRule.clipCov.bound([
            "clip_cov_low": 0, "clip_cov_high": 100, "clip_cov_ratio": 0.1,
        ])
        var settings = small(steps: 6)
        settings.learningRate = 200
        var trainer = try Trainer(world: .graph, settings: settings, method: rule, seed: 3)
        for _ in 0..<3 { _ = try trainer.advance() }
        var copy = trainer
        for _ in 0..<4 { #expect(try trainer.advance() == copy.advance()) }
        var plain = try Trainer(
            world: .graph, settings: settings, method: WeightRule.ppo.bound(), seed: 3)
        while !plain.isFinished { _ = try plain.advance() }
        #expect(plain.parameters != trainer.parameters)
    }

    @Test(
        "The mask of low entropies trains fewer tokens, with any rule", arguments: ["grpo", "gspo"])
    func mask(name: String) throws {
        let rule = try #require(WeightRule.named(name)).bound()
        func run(_ top: Double) throws -> WorldRun {
            try WorldRun(.graph, rule) { $0.entropyTop = top }
        }
        #expect(try run(1) == WorldRun(.graph, rule))
        let (whole, part) = try (run(1), run(0.2))
        #expect(part.parameters != whole.parameters)
        #expect((part.rows[0][.maskedPositive] ?? 0) > 0.5)
        #expect((part.rows[0][.gradientNorm] ?? 0) < (whole.rows[0][.gradientNorm] ?? 0))
    }

    @Test("Exact training has no batches, and says so")
    func refused() throws {
        var settings = small(steps: 2)
        settings.exact = true
        let error = #expect(throws: SimulationError.self) {
            try Trainer(
                world: .graph, settings: settings, method: WeightRule.bapo.bound(), seed: 1)
        }
        #expect(error?.message.hasPrefix("bapo weighs whole batches") == true)
        settings.entropyTop = 0.2
        let other = #expect(throws: SimulationError.self) {
            try Trainer(
                world: .graph, settings: settings, method: WeightRule.grpo.bound(), seed: 1)
        }
        #expect(other?.parameter == "entropy_top")
    }
}
