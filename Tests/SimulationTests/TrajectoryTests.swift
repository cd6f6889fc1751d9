// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@Suite("What runs come to")
struct TrajectoryTests {
    /// Accuracy 0.2, –, 0.4, 0.8, 0.6 and entropy 2, 9, 1.8, 1, 0.5 at steps 0 to 4.
    private let rows = zip([0.2, nil, 0.4, 0.8, 0.6], [2, 9, 1.8, 1, 0.5]).enumerated().map {
        var row = StepMetrics(step: $0)
        row[.accuracy] = $1.0
        row[.entropy] = $1.1
        return row
    }

    @Test("Mean and final value leave out rows without the metric")
    func summaries() {
        #expect(Trajectory.mean(.accuracy, rows) == 0.5)
        #expect(Trajectory.final(.accuracy, Array(rows.prefix(2))) == 0.2)
        #expect(Trajectory.mean(.greedy, rows) == nil && Trajectory.final(.greedy, rows) == nil)
    }

    @Test("Entropy and time at equal accuracy lie on the line between two rows")
    func crossing() throws {
        let entropy = try #require(
            Trajectory.value(of: .entropy, whenAccuracyReaches: 0.7, rows))
        #expect(abs(entropy - 1.2) < 1e-12)
        #expect(
            abs(try #require(Trajectory.value(of: .step, whenAccuracyReaches: 0.3, rows)) - 1)
                < 1e-12)
        #expect(Trajectory.value(of: .step, whenAccuracyReaches: 0.1, rows) == 0)
        #expect(Trajectory.value(of: .step, whenAccuracyReaches: 0.8, rows) == 3)
        #expect(Trajectory.value(of: .entropy, whenAccuracyReaches: 0.81, rows) == nil)
        #expect(Trajectory.value(of: .greedy, whenAccuracyReaches: 0.1, rows) == nil)
    }

    @Test("Paired comparisons count signs and leave out seeds that lack a value")
    func pairs() throws {
        let comparison = try #require(
            Statistics.compare([1, 3, nil, 5, 2, .nan], with: [0, 4, 1, 2, 2, 1]))
        #expect((comparison.above, comparison.below, comparison.equal) == (2, 1, 1))
        #expect(comparison.pairs == 4)
        #expect(comparison.difference == Statistics.interval([1, -1, 3, 0]))
        #expect(Statistics.compare([nil], with: [1]) == nil)
    }

    @Test("Runs whose ratios hardly move are told from those in which rules can differ")
    func coincidence() throws {
        var settings = WorldPreset.graphPaper.settings
        settings.steps = 2
        let usual = try run(settings)
        #expect(try #require(Trajectory.largestLogRatio(usual)) > 0.1)
        settings.learningRate = 1e-3
        let tiny = try run(settings)
        let least = try #require(Trajectory.largestLogRatio(tiny))
        #expect(0 < least && least < Trajectory.negligibleLogRatio)
        #expect(tiny.last?.largestLogRatio == nil)
        settings.learningRate = 160
        settings.epochs = 1
        settings.minibatches = 1
        #expect(Trajectory.largestLogRatio(try run(settings)) == 0)
        #expect(Trajectory.largestLogRatio([]) == nil)
    }

    @Test("The bench notes its ratios too")
    func bench() throws {
        let method = try #require(TestRule.method("grpo", low: 0.2, high: 0.2, cap: 3))
        for (learningRate, coincides) in [(0.3, false), (1e-6, true)] {
            var settings = World.bench.defaults
            settings.learningRate = learningRate
            var training = try BenchTraining(
                probabilities: [0.6, 0.3], advantages: [1, -1], settings: settings, method: method)
            let rows = try (0..<3).map { _ in try training.advance().metrics }
            let largest = try #require(Trajectory.largestLogRatio(rows))
            #expect((largest < Trajectory.negligibleLogRatio) == coincides)
        }
    }

    private func run(_ settings: TrainingSettings) throws -> [StepMetrics] {
        let method = try #require(TestRule.method("grpo", low: 0.2, high: 0.2, cap: 3))
        var trainer = try Trainer(world: .graph, settings: settings, method: method, seed: 1)
        return try (0...settings.steps).map { _ in try trainer.advance() }
    }
}
