// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import TokenWeights
import Testing

@Suite("Training")
struct TrainerTests {
    @Test("A copy is a checkpoint: it goes on to the same bits, and leaves the original alone")
    func checkpoint() throws {
        var trainer = try start("aspo", small(steps: 8))
        for _ in 0..<3 { _ = try trainer.advance() }
        let kept = trainer
        let rest = try remaining(&trainer)
        var resumed = kept
        #expect(try remaining(&resumed) == rest)
        #expect(kept.rowsDone == 3)
        #expect(resumed.parameters == trainer.parameters)
        #expect(kept.parameters != trainer.parameters)
    }

    @Test("A copy keeps Adam's memory and what exact mode needs")
    func checkpointOfAdam() throws {
        for isExact in [false, true] {
            var settings = small(steps: 6)
            settings.optimizer = .adam
            settings.learningRate = 0.05
            settings.exact = isExact
            var trainer = try start("grpo", settings)
            for _ in 0..<3 { _ = try trainer.advance() }
            var copy = trainer
            #expect(try remaining(&trainer) == remaining(&copy))
        }
    }

    @Test("Runs do not depend on what else runs at the same time")
    func concurrency() async throws {
        let alone = try (1...4).map { try rows("aspo", small(steps: 4), seed: $0) }
        let together = try await withThrowingTaskGroup(of: (Int, [StepMetrics]).self) { group in
            for seed in UInt32(1)...4 {
                group.addTask { (Int(seed) - 1, try rows("aspo", small(steps: 4), seed: seed)) }
            }
            var all = Array(repeating: [StepMetrics](), count: 4)
            for try await (index, rows) in group { all[index] = rows }
            return all
        }
        #expect(alone == together)
        #expect(alone[0] != alone[1])
    }

    @Test("Sparse evaluation leaves rows out and changes none")
    func every() throws {
        var settings = small(steps: 7)
        let full = try rows("grpo", settings)
        settings.every = 3
        let sparse = try rows("grpo", settings)
        for (row, reference) in zip(sparse, full) {
            let isEvaluated = row.step % 3 == 0 || row.step == 7
            #expect(row[.entropy] == (isEvaluated ? reference[.entropy] : nil))
            #expect(row[.klFromReference] == (isEvaluated ? reference[.klFromReference] : nil))
            #expect(row[.klFromOld] == (isEvaluated ? reference[.klFromOld] : nil))
            #expect(row[.ratioPositive] == reference[.ratioPositive])
        }
    }

    @Test("A finished trainer gives its last row again")
    func finished() throws {
        var trainer = try start("grpo", small(steps: 2))
        let all = try remaining(&trainer)
        #expect(all.map(\.step) == [0, 1, 2])
        #expect(try trainer.advance() == all[2])
        #expect(trainer.isFinished)
    }

    @Test("Training learns the task")
    func learning() throws {
        let all = try rows("grpo", small(steps: 30))
        let (first, last) = (try #require(all.first), try #require(all.last))
        #expect(try #require(last[.accuracy]) > 2 * #require(first[.accuracy]))
        #expect(try #require(last[.entropy]) < #require(first[.entropy]))
    }

    @Test(
        "A weight that is unusable stops the run and names method, seed and step",
        arguments: [Double.nan, .infinity, -0.5])
    func unusableWeight(weight: Double) throws {
        let rule = TestRule.bound { $0.importanceRatio > 1.5 ? weight : $0.importanceRatio }
        var trainer = try Trainer(
            world: .graph, settings: small(steps: 9),
            method: rule.called("broken", title: "Broken"), seed: 7)
        let error = #expect(throws: SimulationError.self) {
            while !trainer.isFinished { _ = try trainer.advance() }
        }
        let step = try #require(error?.step)
        #expect(error?.description.hasPrefix("broken, seed 7, step \(step): the weight") == true)
        #expect(error?.message.hasPrefix("the weight is \(weight) at r = ") == true)
    }

    @Test("Training that diverges stops with an error instead of numbers that mean nothing")
    func divergence() throws {
        var settings = small(steps: 5)
        settings.learningRate = 1e200
        var trainer = try start("grpo", settings)
        let error = #expect(throws: SimulationError.self) { try remaining(&trainer) }
        #expect(error?.message.contains("diverged") == true)
        #expect(error?.parameter == "lr")
    }

    @Test("Worlds that do not fit are refused before they are made")
    func tooLarge() {
        let changes: [(String, (inout TrainingSettings) -> Void)] = [
            ("states", { $0.states = 1_000_000 }),
            ("vocabulary", { $0.vocabulary = 65_536 }),
            ("prompts", { $0.prompts = 1_000_000 }),
            ("prompts", { $0.prompts = 500 }),
            (
                "group",
                {
                    $0.group = 65_536
                    $0.length = 4_096
                }
            ),
            ("minibatches", { $0.minibatches = 65 }),
            ("steps", { $0.steps = 0 }),
        ]
        for (parameter, change) in changes {
            var settings = TrainingSettings()
            change(&settings)
            let error = #expect(throws: SimulationError.self) { try start("grpo", settings) }
            #expect(error?.parameter == parameter)
        }
        #expect(throws: SimulationError.self) {
            try Trainer(
                world: .bench, settings: TrainingSettings(),
                method: TestRule.bound { _ in 1 }.called("x", title: "x"),
                seed: 1)
        }
    }

    @Test("Entropies reach the rules that ask for them, and only those")
    func entropyUse() throws {
        var settings = small(steps: 3)
        let plain = TestRule.bound { $0.entropy == nil && !$0.isHighEntropy ? 1 : .nan }
        let value = TestRule.bound { ($0.entropy ?? -1) >= 0 && !$0.isHighEntropy ? 1 : .nan }
        let some = TestRule.bound { $0.isHighEntropy ? 1 : 0 }
        let all = TestRule.bound { ($0.entropy ?? -1) >= 0 ? 1 : .nan }
        let reference = try trace(plain, .none, settings)
        #expect(try trace(value, .value, settings) == reference)
        let masked = try trace(some, .quantile, settings)
        for row in masked.dropLast() {
            // Of two tokens one lies above the 0.8-quantile; of more, a smaller share.
            #expect(try #require(row[.maskedPositive]) >= 0.5)
            #expect(try #require(row[.maskedPositive]) < 1)
        }
        let unmerged = try trace(all, .quantile, settings)
        for (row, other) in zip(unmerged, reference) {
            let difference = try #require(row[.entropy]) - #require(other[.entropy])
            #expect(abs(difference) < 1e-9)
        }
        settings.exact = true
        #expect(try trace(some, .quantile, settings)[0][.maskedPositive] == 1)
    }

    private func trace(
        _ rule: BoundRule, _ use: EntropyUse, _ settings: TrainingSettings
    ) throws -> [StepMetrics] {
        var trainer = try Trainer(
            world: .graph, settings: settings,
            method: rule.called("rule", title: "Rule", entropyUse: use),
            seed: 1)
        return try remaining(&trainer)
    }
}

private func start(
    _ name: String, _ settings: TrainingSettings, seed: UInt32 = 1
) throws -> Trainer {
    let method = try #require(TestRule.method(name, low: 0.2, high: 0.2, cap: 3))
    return try Trainer(world: .graph, settings: settings, method: method, seed: seed)
}

private func remaining(_ trainer: inout Trainer) throws -> [StepMetrics] {
    var rows: [StepMetrics] = []
    while !trainer.isFinished { rows.append(try trainer.advance()) }
    return rows
}

private func rows(
    _ name: String, _ settings: TrainingSettings, seed: UInt32 = 1
) throws -> [StepMetrics] {
    var trainer = try start(name, settings, seed: seed)
    return try remaining(&trainer)
}
