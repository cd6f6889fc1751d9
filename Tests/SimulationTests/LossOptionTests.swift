// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Options of the loss")
struct LossOptionTests {
    @Test(
        "Advantages of right and wrong responses are those of the group's normalization",
        arguments: GroupNormalization.all.map(\.name))
    func advantages(name: String) throws {
        let normalization = try #require(GroupNormalization.named(name))
        var settings = TrainingSettings()
        settings.group = 5
        settings.normalization = normalization
        var table = GroupAdvantages(settings)
        let lengths: [Int32] = [7, 1, 4, 2, 9]
        for right in 0...5 {
            let isRight = (0..<5).map { $0 >= 5 - right }
            let expected = normalization.advantages(
                isRight.map { $0 ? 1 : 0 }, lengths: lengths.map(Int.init))
            for _ in 0..<2 {
                let pair = table.pair(right: right, isRight: isRight, lengths: lengths)
                #expect(abs(pair.right - expected[4]) < 1e-12)
                #expect(abs(pair.wrong - expected[0]) < 1e-12)
            }
        }
    }

    @Test("In an infinite group the limits are those of large groups")
    func limits() {
        let (isRight, lengths) = (
            (0..<40_000).map { $0 < 10_000 }, [Int32](repeating: 1, count: 40_000)
        )
        for normalization in GroupNormalization.all {
            guard let limit = normalization.limit?(0.25) else { continue }
            var settings = TrainingSettings()
            settings.group = 40_000
            settings.normalization = normalization
            var table = GroupAdvantages(settings)
            let pair = table.pair(right: 10_000, isRight: isRight, lengths: lengths)
            #expect(abs(pair.right - limit.right) < 1e-4 && abs(pair.wrong + limit.wrong) < 1e-4)
        }
    }

    @Test("A penalty keeps the policy near the untrained one; a bonus keeps entropy up")
    func effects() throws {
        let plain = try last(small(steps: 12)) { _ in }
        let pulled = try last(small(steps: 12)) { $0.klCoefficient = 0.1 }
        let spread = try last(small(steps: 12)) { $0.entropyCoefficient = 0.1 }
        #expect(try #require(pulled[.klFromReference]) < #require(plain[.klFromReference]))
        #expect(try #require(spread[.entropy]) > #require(plain[.entropy]) + 0.05)
    }

    @Test("The sampled options agree with exact mode in the direction of training")
    func exactOptions() throws {
        var settings = small(steps: 12)
        settings.exact = true
        settings.learningRate = 5
        let plain = try last(settings) { _ in }
        for normalization in [GroupNormalization.drgrpo, .rloo, .gpg] {
            let other = try last(settings) { $0.normalization = normalization }
            #expect(try #require(other[.accuracy]) > 0.2)
            #expect(other != plain)
        }
        let pulled = try last(settings) { $0.klCoefficient = 0.2 }
        #expect(try #require(pulled[.klFromReference]) < #require(plain[.klFromReference]))
        let spread = try last(settings) { $0.entropyCoefficient = 0.2 }
        #expect(try #require(spread[.entropy]) > #require(plain[.entropy]))
    }

    @Test("With one update per rollout rules coincide under every option")
    func onPolicy() throws {
        let changes: [(inout TrainingSettings) -> Void] = [
            { $0.klCoefficient = 0.05 }, { $0.entropyCoefficient = 0.05 },
            { $0.normalization = .rloo }, { $0.aggregation = .sequenceMean },
        ]
        let plain = try onPolicyRows("grpo") { _ in }
        for change in changes {
            let rows = try onPolicyRows("grpo", change)
            #expect(rows != plain)
            for name in ["nois", "aspo"] { #expect(try onPolicyRows(name, change) == rows) }
        }
    }

    @Test("Exact training refuses what needs responses, and says what to type instead")
    func refused() throws {
        var settings = small(steps: 12)
        settings.exact = true
        let rule = WeightRule.gspo.bound()
        let method = rule.called("gspo", title: "GSPO")
        let error = #expect(throws: SimulationError.self) {
            try Trainer(world: .graph, settings: settings, method: method, seed: 1)
        }
        #expect(error?.message.contains("gspo weighs whole responses") == true)
        #expect(error?.hint == "take exact=no, or leave out gspo")
        #expect(throws: SimulationError.self) {
            try BenchTraining(
                probabilities: [0.5], advantages: [1], settings: World.bench.defaults,
                method: method)
        }
        settings.aggregation = .sequenceMean
        let other = #expect(throws: SimulationError.self) { try last(settings) { _ in } }
        #expect(other?.parameter == "aggregation")
    }

    @Test("The bench's penalty and bonus have the gradient of their terms")
    func bench() throws {
        var settings = World.bench.defaults
        settings.inner = 1
        settings.learningRate = 1e-4
        let start = [0.5, 0.3, 0.2]
        let method = try #require(TestRule.method("nois", low: 0.2, high: 0.2, cap: 3))
        settings.entropyCoefficient = 2
        var training = try BenchTraining(
            probabilities: start, advantages: [0, 0, 0], settings: settings, method: method)
        let before = Distribution(logitsOf: start)
        _ = try training.advance()
        let change = before.entropyGradient.map { 1e-4 * 2 * $0 }
        let expected = before.moved(by: change).probabilities
        for (value, number) in zip(training.probabilities, expected) {
            #expect(abs(value - number) < 1e-15)
        }
        settings = World.bench.defaults
        settings.klCoefficient = 1
        settings.steps = 400
        settings.klPenalty = .k2
        var (pulled, free) = (
            try BenchTraining(
                probabilities: start, advantages: [1, -1, 0], settings: settings, method: method),
            try BenchTraining(
                probabilities: start, advantages: [1, -1, 0], settings: World.bench.defaults,
                method: method)
        )
        while !free.isFinished { _ = try free.advance() }
        while !pulled.isFinished { _ = try pulled.advance() }
        #expect(pulled.probabilities[0] > 0.5 && pulled.probabilities[0] < free.probabilities[0])
    }

    private func onPolicyRows(
        _ name: String, _ change: (inout TrainingSettings) -> Void
    ) throws -> [StepMetrics] {
        var settings = onPolicySettings()
        change(&settings)
        return try rows(name, settings)
    }

    private func onPolicySettings() -> TrainingSettings {
        var settings = small(steps: 12)
        settings.epochs = 1
        settings.minibatches = 1
        settings.steps = 4
        return settings
    }

    private func last(
        _ settings: TrainingSettings, _ change: (inout TrainingSettings) -> Void
    ) throws -> StepMetrics {
        var settings = settings
        change(&settings)
        return try #require(rows("grpo", settings).last)
    }

    private func rows(_ name: String, _ settings: TrainingSettings) throws -> [StepMetrics] {
        let method = try #require(TestRule.method(name, low: 0.2, high: 0.2, cap: 3))
        var trainer = try Trainer(world: .graph, settings: settings, method: method, seed: 1)
        var rows: [StepMetrics] = []
        while !trainer.isFinished { rows.append(try trainer.advance()) }
        return rows
    }
}

extension Distribution {
    fileprivate init(logitsOf probabilities: [Double]) {
        self.init(logits: probabilities.map { naturalLogarithm($0) })
    }
}
