// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Laws of a transformer's training")
struct WrittenLawTests {
    @Test("Every metric is where it can be, under every method, and twice the same")
    func ranges() throws {
        for method in BoundRule.all {
            let run = try TinyWriter(method) { $0.steps = 1 }
            #expect(try run == TinyWriter(method) { $0.steps = 1 }, "\(method.name)")
            #expect(run.rows.map(\.step) == [0, 1])
            for row in run.rows {
                #expect(row[.reward] != nil && row[.heldOutPassAt8] != nil)
                for metric in Metric.allCases where method.additive == nil {
                    guard let value = row[metric] else { continue }
                    let bounds = metric.bounds
                    #expect(value.isFinite, "\(method.name) \(metric)")
                    #expect(value >= bounds.lowerBound - 1e-6, "\(method.name) \(metric)")
                    #expect(value <= bounds.upperBound + 1e-6, "\(method.name) \(metric)")
                }
            }
        }
    }

    @Test("Another seed gives other numbers, and all methods see the same first samples")
    func seeds() throws {
        let grpo = try TinyWriter.grpo
        #expect(try TinyWriter(grpo) != TinyWriter(grpo, seed: 2))
        let rewards = try ["grpo", "nois", "aspo", "gspo"].map { name in
            let method = try #require(WeightRule.named(name)).bound()
            return try #require(TinyWriter(method).rows[0][.reward])
        }
        #expect(Set(rewards).count == 1)
    }

    @Test(
        "With one update a rollout every ratio is exactly 1, and plain methods come to the same bits"
    )
    func onPolicy() throws {
        let methods = BoundRule.all.filter { $0.isOnTokens && $0.isPlainOnPolicy }
        func run(_ method: BoundRule) throws -> TinyWriter {
            try TinyWriter(method) { ($0.epochs, $0.minibatches) = (1, 1) }
        }
        let first = try run(methods[0])
        #expect(first.rows[0][.ratioPositive] == 1 && first.rows[0].largestLogRatio == 0)
        for method in methods {
            #expect(try run(method).weights == first.weights, "\(method.name)")
        }
        let parted = try methods.map { try TinyWriter($0) { $0.epochs = 6 }.weights }
        #expect(Set(parted).count > 4, "with several updates they part")
    }

    @Test("A copy goes on to the same bits, and leaves the one that it was copied from alone")
    func copies() throws {
        var trainer = try TinyWriter.trainer(TinyWriter.grpo)
        _ = try trainer.advance()
        let copy = trainer
        let first = try TinyWriter(finishing: trainer)
        #expect(try TinyWriter(finishing: copy) == first)
        #expect(copy.weights != first.weights)
    }

    @Test("A step that is stopped anywhere comes to the same bits afterwards", arguments: 0..<40)
    func stopping(after questions: Int) throws {
        var trainer = try TinyWriter.trainer(TinyWriter.grpo) { $0.rollout = .stale(1) }
        var rows: [StepMetrics] = []
        var asked = 0
        while !trainer.isFinished {
            let step = try trainer.advance {
                asked += 1
                return asked == questions
            }
            if let step { rows.append(step.metrics) }
        }
        let whole = try TinyWriter(TinyWriter.grpo) { $0.rollout = .stale(1) }
        #expect(rows == whole.rows && trainer.weights == whole.weights)
    }

    @Test("What was answered is kept for people: greedy, sampled and trained, with weights")
    func answers() throws {
        var trainer = try TinyWriter.trainer(TinyWriter.grpo)
        let step = try #require(try trainer.advance())
        #expect(step.answers.map(\.origin) == [.greedy, .sampled, .greedy, .sampled, .training])
        let last = try #require(step.answers.last)
        #expect(last.weights.count == last.tokens.count && last.weights.contains { $0 > 0 })
    }

    @Test(
        "What a network cannot be trained with is refused by name",
        arguments: [
            ("exact", 1), ("optimizer", 0), ("minibatches", 5), ("policy", 0), ("group", 60_000),
        ])
    func refused(name: String, value: Double) throws {
        let grpo = try TinyWriter.grpo
        let error = #expect(throws: SimulationError.self) {
            try TinyWriter.trainer(grpo) { settings in
                if name == "group" { settings.prompts = 1_000_000 }
                try? settings.set(name, to: value)
            }
        }
        #expect(error?.parameter == (name == "group" ? "prompts" : name) && error?.hint != nil)
    }
}
