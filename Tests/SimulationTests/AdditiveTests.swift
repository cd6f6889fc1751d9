// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Terms that no advantage scales")
struct AdditiveTests {
    @Test(
        "A rule's own term is what a penalty of the same gradient is, on every token",
        arguments: ["graph", "steps", "bandit", "bench"], [false, true])
    func penalty(world: String, exact: Bool) throws {
        let world = try #require(World.named(world))
        let grpo = WeightRule.grpo.bound()
        let own = rule(grpo) { -0.2 * ($0.logProbability - ($0.referenceLogProbability ?? .nan)) }
        let change = { (settings: inout TrainingSettings) in
            settings.exact = exact
            settings.rollout = .temperature(0.8)
            if world.make != nil { settings.learningRate = 5 }
        }
        let termed = try WorldRun(world, own, change)
        let penalized = try WorldRun(world, grpo) {
            change(&$0)
            ($0.klCoefficient, $0.klPenalty) = (0.2, .k2)
        }
        expectClose(termed.parameters, penalized.parameters, 1e-10)
        let plain = try WorldRun(world, grpo, change)
        #expect(zip(plain.parameters, termed.parameters).contains { abs($0 - $1) > 1e-5 })
    }

    @Test(
        "A score that holds the advantage is the rule that it stands for", arguments: [false, true])
    func score(exact: Bool) throws {
        let grpo = WeightRule.grpo.bound()
        let score = rule(TestRule.bound { _ in 0 }) { grpo.weight($0) * $0.advantage }
        let change = { (settings: inout TrainingSettings) in
            (settings.exact, settings.learningRate) = (exact, 20.0)
        }
        let (stated, plain) = (
            try WorldRun(.graph, score, change), try WorldRun(.graph, grpo, change)
        )
        expectClose(stated.parameters, plain.parameters, 1e-10)
        guard !exact else { return }
        for (row, other) in zip(stated.rows, plain.rows).dropLast() {
            for metric in [Metric.weightPositive, .weightNegative, .maskedNegative, .covariance] {
                let (value, expected) = (try #require(row[metric]), try #require(other[metric]))
                #expect(abs(value - expected) < 1e-9, "\(metric)")
            }
        }
    }

    @Test("A term alone pulls the policy, though no answer has an advantage")
    func withoutAdvantages() throws {
        let pull = rule(TestRule.bound { _ in 0 }) { -$0.logProbability }
        let run = try WorldRun(.bandit, pull) {
            ($0.know, $0.knowProbability) = (-50, 1)
            $0.learningRate = 2
        }
        #expect(run.rows.dropLast().allSatisfy { $0[.zeroGroups] == 1 })
        let (first, last) = (run.rows[0], run.rows[run.rows.count - 1])
        #expect(try #require(last[.entropy]) > #require(first[.entropy]) + 0.02)
    }

    @Test("A term that is no number says so")
    func noNumber() throws {
        let error = #expect(throws: SimulationError.self) {
            try WorldRun(.graph, rule(WeightRule.grpo.bound()) { _ in .nan })
        }
        #expect(error?.hint == "what a rule adds must be finite")
    }

    /// Returns a rule with a term of its own.
    private func rule(
        _ base: BoundRule, _ additive: @escaping @Sendable (Token) -> Double
    ) -> BoundRule {
        BoundRule(
            weight: base.weight, additive: additive, isOutside: nil, cap: nil, loss: base.loss,
            edges: base.edges, derivation: base.derivation
        ).called("own", title: "own")
    }
}
