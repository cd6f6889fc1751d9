// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import TokenWeights
import Testing

/// Final entropies of a training with 480 or more updates, to three decimals.
private struct Outcome: Sendable {
    var old = [0.5, 0.3, 0.1, 0.1]
    var advantages = [1.0, 1, 1, -1]
    var inner = 8
    var rollouts = 60
    var rate = 0.3
    let grpo: Double
    let nois: Double
    let aspo: Double
}

private let outcomes = [
    Outcome(inner: 1, rollouts: 480, grpo: 0.612, nois: 0.612, aspo: 0.612),
    Outcome(inner: 2, rollouts: 240, grpo: 0.612, nois: 0.634, aspo: 0.656),
    Outcome(inner: 4, rollouts: 120, grpo: 0.612, nois: 0.672, aspo: 0.723),
    Outcome(grpo: 0.613, nois: 0.736, aspo: 0.800),
    Outcome(inner: 16, rollouts: 30, grpo: 0.617, nois: 0.807, aspo: 0.861),
    Outcome(rollouts: 180, rate: 0.1, grpo: 0.611, nois: 0.659, aspo: 0.700),
    Outcome(rate: 1, grpo: 0.457, nois: 0.796, aspo: 0.858),
    Outcome(
        old: [0.4, 0.2, 0.1, 0.1, 0.1, 0.1], advantages: [1, 1, 1, 1, -1, -1],
        grpo: 0.360, nois: 0.554, aspo: 0.762),
]

/// Final probabilities with the default settings, to three decimals.
private let finalProbabilities = [
    ("grpo", [0.794, 0.169, 0.034, 0.002]),
    ("nois", [0.711, 0.243, 0.043, 0.002]),
    ("aspo", [0.659, 0.288, 0.051, 0.002]),
]

@Suite("The bench's own simulation")
struct BenchTrainingTests {
    @Test("Entropy ends where the published table says", arguments: outcomes)
    private func entropies(outcome: Outcome) throws {
        for (name, expected) in [
            ("grpo", outcome.grpo), ("nois", outcome.nois), ("aspo", outcome.aspo),
        ] {
            var settings = World.bench.defaults
            settings.inner = outcome.inner
            settings.steps = outcome.rollouts
            settings.learningRate = outcome.rate
            let rows = try run(name, outcome.old, outcome.advantages, settings)
            let last = try #require(rows.last?.metrics[.entropy])
            #expect(abs(last - expected) <= 0.0005 + 1e-9, "\(name): \(last), not \(expected)")
        }
    }

    @Test("Three equally good tokens drift apart as published", arguments: finalProbabilities)
    func probabilities(name: String, expected: [Double]) throws {
        let rows = try run(name, [0.5, 0.3, 0.1, 0.1], [1, 1, 1, -1], World.bench.defaults)
        let last = try #require(rows.last).probabilities
        #expect(last.count == expected.count)
        for (value, number) in zip(last, expected) {
            #expect(abs(value - number) <= 0.0005 + 1e-9, "\(name): \(last)")
        }
    }

    @Test("There is a row for each rollout and one more, and divergences start at zero")
    func rows() throws {
        let rows = try run("aspo", [0.5, 0.3, 0.1, 0.1], [1, 1, 1, -1], World.bench.defaults)
        #expect(rows.map(\.metrics.step) == Array(0...60))
        let entropy = try #require(rows[0].metrics[.entropy])
        #expect(abs(entropy - 1.16828) < 1e-5)
        #expect(rows[0].metrics[.klFromReference] == 0)
        #expect(rows.dropLast().allSatisfy { ($0.metrics[.klFromOld] ?? 0) > 0 })
        #expect(rows[60].metrics[.klFromOld] == nil)
        #expect(rows[60].metrics[.accuracy] == nil)
    }

    @Test("The missing mass is one more token without an advantage")
    func rest() throws {
        let typed = try run("grpo", [0.5, 0.2], [1, -1], World.bench.defaults)
        let full = try run("grpo", [0.5, 0.2, 0.3], [1, -1, 0], World.bench.defaults)
        #expect(typed.last?.probabilities.count == 3)
        for (left, right) in zip(typed, full) {
            for (one, other) in zip(left.probabilities, right.probabilities) {
                #expect(abs(one - other) < 1e-12)
            }
        }
        let exact = try start("grpo", [0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1], World.bench.defaults)
        #expect(!exact.hasRest)
    }

    @Test("A copy goes on to the same bits")
    func checkpoint() throws {
        var training = try start("aspo", [0.5, 0.3, 0.1], [1, 1, -1], World.bench.defaults)
        for _ in 0..<20 { _ = try training.advance() }
        var copy = training
        for _ in 0..<20 {
            let row = try training.advance()
            let again = try copy.advance()
            #expect(row == again)
        }
    }

    @Test(
        "Tokens that are no alternatives at one position are refused",
        arguments: [
            ([0.7, 0.4], [1.0, -1]), ([], []), ([0.5], [1, 1]), ([0], [1]), ([1.5], [1]),
            ([.nan], [1]), ([0.5], [.infinity]),
        ])
    func refused(old: [Double], advantages: [Double]) {
        #expect(throws: SimulationError.self) {
            try start("grpo", old, advantages, World.bench.defaults)
        }
    }

    @Test("A weight that is no number stops the training and names method and step")
    func badWeight() throws {
        let rule = TestRule.bound { $0.importanceRatio > 1.3 ? .nan : 1 }
        var training = try BenchTraining(
            probabilities: [0.1, 0.9], advantages: [1, -1], settings: World.bench.defaults,
            method: rule.called("broken", title: "Broken"))
        let error = #expect(throws: SimulationError.self) {
            while !training.isFinished { _ = try training.advance() }
        }
        #expect(error?.description.hasPrefix("broken, step 0: the weight is nan") == true)
    }

    @Test("Many updates can be stopped in the middle, and come to the same bits made anew")
    func stopped() throws {
        var settings = World.bench.defaults
        (settings.inner, settings.steps) = (20_000, 2)
        let whole = try run("aspo", [0.5, 0.3, 0.1, 0.1], [1, 1, 1, -1], settings)
        var training = try start("aspo", [0.5, 0.3, 0.1, 0.1], [1, 1, 1, -1], settings)
        var (rows, stops) = ([BenchTraining.Row](), 0)
        while !training.isFinished {
            var asked = 0
            let isPatient = stops > rows.count
            let row = try training.advance(unless: {
                asked += 1
                return !isPatient && asked == 2
            })
            guard let row else {
                stops += 1
                #expect(training.rowsDone == rows.count)
                continue
            }
            rows.append(row)
        }
        #expect(rows == whole && stops == 2)
    }

    private func start(
        _ name: String, _ old: [Double], _ advantages: [Double], _ settings: TrainingSettings
    ) throws -> BenchTraining {
        let method = try #require(TestRule.method(name, low: 0.2, high: 0.2, cap: 3))
        return try BenchTraining(
            probabilities: old, advantages: advantages, settings: settings, method: method)
    }

    private func run(
        _ name: String, _ old: [Double], _ advantages: [Double], _ settings: TrainingSettings
    ) throws -> [BenchTraining.Row] {
        var training = try start(name, old, advantages, settings)
        var rows: [BenchTraining.Row] = []
        while !training.isFinished { rows.append(try training.advance()) }
        return rows
    }
}
