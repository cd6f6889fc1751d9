// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite("Stopping")
struct CancellationTests {
    @Test(
        "A training that is stopped again and again comes to the same bits",
        arguments: [false, true])
    func resumed(isExact: Bool) throws {
        var settings = small(steps: 3)
        settings.exact = isExact
        var plain = try start(settings)
        var stopped = try start(settings)
        var (asked, stops) = (0, 0)
        for _ in 0..<2 {
            let expected = try plain.advance()
            var row: StepMetrics?
            while row == nil {
                // Each call is stopped a little later than the one before.
                stops += 1
                var left = stops
                row = try stopped.advance(
                    askingEvery: 50,
                    unless: {
                        asked += 1
                        left -= 1
                        return left < 0
                    })
                if stops % 5 == 0 { stopped = copy(stopped) }
            }
            #expect(row == expected)
        }
        #expect(stops > 20 && asked > stops)
        #expect(stopped.parameters == plain.parameters)
    }

    @Test("A large world asks often whether to stop, a small one never")
    func questions() throws {
        var count = 0
        var trainer = try start(large())
        _ = try trainer.advance(unless: {
            count += 1
            return false
        })
        #expect(count > 0)
        count = 0
        var other = try start(small(steps: 3))
        _ = try other.advance(unless: {
            count += 1
            return false
        })
        #expect(count == 0)
    }

    @Test("A stopped step is not counted as done, and a failed one still fails")
    func state() throws {
        var trainer = try start(large())
        #expect(try trainer.advance(unless: { true }) == nil)
        #expect(trainer.rowsDone == 0 && !trainer.isFinished)
        var settings = small(steps: 3)
        settings.learningRate = 1e200
        var failing = try start(settings)
        let error = #expect(throws: SimulationError.self) {
            while !failing.isFinished { _ = try failing.advance(unless: { false }) }
        }
        #expect(error?.message.contains("diverged") == true)
    }

    @Test("The making of a large world can be stopped, and that of a small one is never asked")
    func making() throws {
        let method = try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
        for world in World.all where world.make != nil {
            var settings = large()
            // What makes a world large is its states, its tokens or its prompts.
            let hasStates = world.usedSettings.contains("states")
            settings.vocabulary = hasStates ? 16 : 64
            settings.prompts = hasStates || world.usedSettings.contains("share") ? 8 : 4_096
            settings.minibatches = 1
            let stopped = try Trainer(
                world: world, settings: settings, method: method, seed: 1, unless: { true })
            #expect(stopped == nil, "\(world.name)")
            let made = try Trainer(
                world: world, settings: settings, method: method, seed: 1, unless: { false })
            let plain = try Trainer(world: world, settings: settings, method: method, seed: 1)
            #expect(made?.parameters == plain.parameters)
            var count = 0
            _ = try Trainer(
                world: world, settings: small(steps: 3), method: method, seed: 1,
                unless: {
                    count += 1
                    return true
                })
            #expect(count == 0, "\(world.name)")
        }
    }

    @Test("Rows of 6 methods × 64 seeds × 500 steps take at most 64 MB")
    func memory() {
        #expect(MemoryLayout<StepMetrics>.stride * 6 * 64 * 501 <= 64_000_000)
    }

    /// A graph of 4,096 contexts, which takes some milliseconds to evaluate.
    private func large() -> TrainingSettings {
        var settings = TrainingSettings()
        settings.types = 4
        settings.states = 1_024
        settings.length = 32
        settings.prompts = 8
        settings.heldOut = 0
        settings.steps = 1
        return settings
    }

    private func copy(_ trainer: Trainer) -> Trainer { trainer }

    private func start(_ settings: TrainingSettings) throws -> Trainer {
        let method = try #require(TestRule.method("aspo", low: 0.2, high: 0.2, cap: 3))
        return try Trainer(world: .graph, settings: settings, method: method, seed: 1)
    }
}
