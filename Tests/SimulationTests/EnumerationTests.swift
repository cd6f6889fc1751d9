// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Simulation

/// Sums over all answers of a tiny world, one by one.
private struct Enumeration {
    let automaton: ContextAutomaton
    let logPolicy: [[Double]]

    /// What the answers to some prompts are expected to be.
    struct Sums {
        var right = 0.0
        var unfinished = 0.0
        var tokens = 0.0
        var entropy = 0.0
    }

    init(_ automaton: ContextAutomaton, parameters: [Double]) {
        self.automaton = automaton
        logPolicy = (0..<automaton.contexts).map { context in
            let count = automaton.rowsPerContext
            let rows = automaton.rows[context * count..<(context + 1) * count]
            let logits = (0..<automaton.vocabulary).map { token in
                rows.reduce(0) { $0 + parameters[Int($1) * automaton.vocabulary + token] }
            }
            let total = log(logits.reduce(0) { $0 + exp($1) })
            return logits.map { $0 - total }
        }
    }

    /// Follows every answer from a context, and adds each with its probability.
    func follow(_ context: Int32, _ probability: Double, _ written: Int, _ sums: inout Sums) {
        guard written < automaton.length else {
            sums.unfinished += probability
            return
        }
        let row = logPolicy[Int(context)]
        sums.tokens += probability
        sums.entropy -= probability * row.reduce(0) { $0 + exp($1) * $1 }
        for token in row.indices {
            let next = automaton.next[Int(context) * automaton.vocabulary + token]
            let likelihood = probability * exp(row[token])
            if next >= 0 {
                follow(next, likelihood, written + 1, &sums)
            } else if next == ContextAutomaton.Ending.right {
                sums.right += likelihood
            }
        }
    }

    func sums(from starts: [Int32]) -> Sums {
        var sums = Sums()
        for start in starts { follow(start, 1, 0, &sums) }
        return sums
    }
}

@Suite("Exact evaluation")
struct EnumerationTests {
    @Test("It equals the sum over all answers of tiny worlds", arguments: World.sampled)
    func evaluation(world: String) throws {
        for seed in UInt32(1)...3 {
            var trainer = try Trainer(
                world: try #require(World.named(world)), settings: tiny,
                method: try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3)),
                seed: seed)
            while !trainer.isFinished {
                let parameters = trainer.parameters
                let row = try trainer.advance()
                let enumeration = Enumeration(trainer.automaton, parameters: parameters)
                let starts = trainer.automaton.trainingStarts
                let sums = enumeration.sums(from: starts)
                let count = Double(starts.count)
                expect(row[.accuracy], sums.right / count)
                expect(row[.timeout], sums.unfinished / count)
                expect(row[.length], sums.tokens / count)
                expect(row[.entropy], sums.entropy / sums.tokens)
                let pass = starts.reduce(0.0) {
                    $0 + 1 - pow(1 - enumeration.sums(from: [$1]).right, 16)
                }
                expect(row[.passAt16], pass / count)
                let heldOut = trainer.automaton.heldOutStarts
                guard !heldOut.isEmpty else { continue }
                let right = enumeration.sums(from: heldOut).right
                expect(row[.heldOutAccuracy], right / Double(heldOut.count))
            }
        }
    }

    private func expect(_ value: Double?, _ expected: Double) {
        #expect(abs((value ?? .nan) - expected) < 1e-12)
    }

    /// Worlds with a few thousand answers.
    private var tiny: TrainingSettings {
        var settings = TrainingSettings()
        settings.types = 3
        settings.states = 4
        settings.vocabulary = 5
        settings.length = 4
        settings.keySteps = 2
        settings.prompts = 3
        settings.heldOut = 2
        settings.group = 8
        settings.minibatches = 1
        settings.learningRate = 20
        settings.steps = 4
        return settings
    }
}
