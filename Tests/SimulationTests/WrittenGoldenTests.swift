// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Training of a transformer against golden runs")
struct WrittenGoldenTests {
    /// Row after row, and the state before each step's updates.
    private func train(
        _ golden: WrittenGolden, _ run: WrittenGolden.Run
    ) throws -> (rows: [StepMetrics], weights: [Float]) {
        let method = try #require(TestRule.written(run.rule))
        var trainer = try WrittenTrainer(
            golden.runConfig.run(golden.base), method: method, seed: run.seed)
        var rows: [StepMetrics] = []
        while !trainer.isFinished { rows.append(try #require(try trainer.advance()).metrics) }
        return (rows, trainer.weights)
    }

    @Test("Every metric of every rule agrees", arguments: 0..<5)
    func metrics(index: Int) throws {
        let golden = try WrittenGolden.load()
        let run = golden.runs[index]
        let (rows, weights) = try train(golden, run)
        #expect(rows.count == run.metrics.count)
        for (row, expected) in zip(rows, run.metrics) {
            for (name, value) in expected where name != "least_margin" {
                let metric = try #require(Metric(rawValue: name), "\(name)")
                let found = try #require(row[metric], "\(name)")
                #expect(abs(found - value) <= 1e-4 + 1e-4 * abs(value), "\(run.rule) \(name)")
            }
        }
        let sum = weights.reduce(0) { $0 + Double($1) }
        #expect(abs(sum - run.weightsSum) < 1e-3)
        let squares = weights.reduce(0) { $0 + Double($1) * Double($1) }
        #expect(abs(squares - run.weightsSumsq) < 1e-3)
        for (weight, expected) in zip(weights, run.weightsFirst8) {
            #expect(abs(Double(weight) - expected) < 1e-4)
        }
    }

    @Test("Every sample has the same text, reward and advantage", arguments: 0..<5)
    func samples(index: Int) throws {
        let golden = try WrittenGolden.load()
        let run = golden.runs[index]
        let written = golden.runConfig.run(golden.base)
        let method = try #require(TestRule.written(run.rule))
        let state = WrittenState(written, method, seed: run.seed)
        // Step 0's samples are the same for every rule, and listed once.
        for (step, expected) in zip(index == 0 ? [0, 1, 2] : [1], run.samples) {
            if step > 0, index > 0 { _ = try state.advance(step: 0) { false } }
            let batch = try state.sample(step, keepsRows: false) { false }
            #expect(batch.answers.count == expected.count)
            for (answer, sample) in zip(batch.answers, expected) {
                #expect(written.task.text(answer.text) == sample.prompt + sample.text)
                #expect(answer.isRight == (sample.reward == 1))
                #expect(abs(answer.advantage - sample.advantage) < 1e-10)
                for (log, expected) in zip(answer.oldLogs, sample.logpOld) {
                    #expect(abs(Double(log) - expected) < 1e-4)
                }
                for (entropy, expected) in zip(answer.entropies, sample.entropy) {
                    #expect(abs(entropy - expected) < 1e-4)
                }
            }
            if index == 0 { _ = try state.advance(step: step) { false } }
        }
    }
}
