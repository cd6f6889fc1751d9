// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

/// A way to train a world: as it stands, or by the exact expectation.
private struct Way: Sendable, CustomTestStringConvertible {
    let world: World
    let isExact: Bool

    var testDescription: String { world.name + (isExact ? ", exact" : "") }

    /// Every world, and again those that have a setting for it by the exact expectation.
    static let all = World.tabular.flatMap { world in
        let hasExact = world.usedSettings.contains("exact")
        return (hasExact ? [false, true] : [false]).map { Way(world: world, isExact: $0) }
    }

    /// Whether responses are sampled, so that there is something for methods on them to weigh.
    var isSampled: Bool { !isExact && world.usedSettings.contains("group") }

    /// The methods that can be trained so.
    var methods: [BoundRule] { BoundRule.all.filter { isSampled || $0.isOnTokens } }

    func run(
        _ method: BoundRule, seed: UInt32 = 1,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> WorldRun {
        try WorldRun(world, method, seed: seed) {
            $0.exact = isExact
            change(&$0)
        }
    }
}

/// The metrics that are shares or probabilities.
private let shares: [Metric] = [
    .accuracy, .passAt16, .greedy, .heldOutAccuracy, .heldOutGreedy, .timeout, .repeatedContexts,
    .repeatedBigrams, .duplicates, .zeroGroups, .maskedPositive, .maskedNegative, .cappedPositive,
    .cappedNegative, .outsidePositive, .outsideNegative,
]

/// The metrics that are never negative.
private let magnitudes: [Metric] = [
    .length, .klFromReference, .klFromOld, .ratioPositive, .ratioNegative, .weightPositive,
    .weightNegative, .gradientNorm,
]

@Suite("Laws of every world")
struct WorldLawTests {
    @Test("Every metric is where it can be, under every method", arguments: Way.all)
    private func ranges(way: Way) throws {
        for method in way.methods {
            let run = try way.run(method)
            #expect(run.rows.map(\.step) == Array(0...6))
            let hasAccuracy = run.rows.filter { $0[.accuracy] != nil }.count
            #expect(hasAccuracy == (way.world.usedSettings.contains("group") ? 7 : 0))
            for row in run.rows {
                let entropy = try #require(row[.entropy])
                #expect(entropy >= 0 && entropy <= run.entropyLimit + 1e-12, "\(method.name)")
                for metric in shares {
                    guard let value = row[metric] else { continue }
                    #expect(value >= 0 && value <= 1 + 1e-12, "\(method.name) \(metric)")
                }
                // A term of its own may turn a weight's sign.
                for metric in magnitudes where method.additive == nil {
                    guard let value = row[metric] else { continue }
                    #expect(value >= -1e-12, "\(method.name) \(metric)")
                }
            }
        }
    }

    @Test("The same seed gives the same bits twice, under every method", arguments: Way.all)
    private func twice(way: Way) throws {
        for method in way.methods {
            #expect(try way.run(method) == way.run(method), "\(method.name)")
        }
        guard way.isSampled, let method = way.methods.first else { return }
        #expect(try way.run(method) != way.run(method, seed: 2))
    }

    @Test(
        "With one update per rollout the methods on tokens come to the same policy",
        arguments: Way.all)
    private func onPolicy(way: Way) throws {
        let methods = way.methods.filter { $0.isOnTokens && $0.isPlainOnPolicy }
        let first = try way.run(try #require(methods.first), onePerRollout)
        for method in methods {
            let run = try way.run(method, onePerRollout)
            // Tokens that come in the order of their responses are added up in another order.
            let isClose = zip(run.parameters, first.parameters).allSatisfy { abs($0 - $1) < 1e-9 }
            #expect(method.needsResponses ? isClose : run.parameters == first.parameters)
        }
        let parameters = try methods.map { try way.run($0) { $0.epochs = 8 }.parameters }
        #expect(Set(parameters).count > 4, "with several updates they part")
    }

    @Test(
        "With one update per rollout the methods on responses coincide with those on tokens",
        arguments: Way.all.filter(\.isSampled), WeightRule.ofResponses.map(\.name))
    private func onPolicyResponses(way: Way, name: String) throws {
        let method = try #require(WeightRule.named(name)).bound()
        let reference = try way.run(try #require(way.methods.first)) {
            onePerRollout(&$0)
            $0.aggregation = method.responses?.reduction == .mean ? .sequenceMean : .tokenMean
        }
        let run = try way.run(method, onePerRollout)
        for (value, expected) in zip(run.parameters, reference.parameters) {
            #expect(abs(value - expected) < 1e-9, "\(way.world.name)")
        }
    }

    @Test("Training makes right answers likelier", arguments: Way.all.filter(\.isSampled))
    private func learning(way: Way) throws {
        let rows = try way.run(try #require(way.methods.first)) { $0.steps = 40 }.rows
        let first = try #require(rows.first?[.accuracy])
        #expect(try #require(rows.last?[.accuracy]) > first + 0.1)
    }

    @Test(
        "A verifier that errs every other time teaches nothing, by the expectation",
        arguments: Way.all.filter(\.isExact))
    private func noise(way: Way) throws {
        let method = try #require(way.methods.first)
        let untrained = try way.run(method) { $0.learningRate = 1e-300 }.parameters
        let noisy = try way.run(method) { $0.noise = 0.5 }.parameters
        #expect(zip(noisy, untrained).allSatisfy { abs($0 - $1) < 1e-9 })
        let other = try way.run(method) { $0.noise = 0.1 }.parameters
        #expect(zip(other, untrained).contains { abs($0 - $1) > 1e-3 })
    }

    private func onePerRollout(_ settings: inout TrainingSettings) {
        (settings.epochs, settings.minibatches, settings.inner) = (1, 1, 1)
    }
}
