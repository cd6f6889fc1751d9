// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@testable import Simulation

@Suite("Options of a transformer's training")
struct WrittenOptionTests {
    private func run(
        _ method: BoundRule? = nil, _ change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> TinyWriter {
        try TinyWriter(method ?? TinyWriter.grpo, change)
    }

    @Test("A KL penalty keeps the policy near the base, under every estimate")
    func penalty() throws {
        let far = try #require(run { $0.steps = 4 }.rows.last?[.klFromReference])
        for penalty in ReferencePenalty.allCases where penalty != .k1 && penalty != .abs {
            let near = try run {
                ($0.klCoefficient, $0.klPenalty, $0.steps) = (3, penalty, 4)
            }
            #expect(try #require(near.rows.last?[.klFromReference]) < far, "\(penalty)")
        }
    }

    @Test("An entropy bonus keeps entropy high")
    func bonus() throws {
        let plain = try #require(run { $0.steps = 4 }.rows.last?[.entropy])
        let bonus = try #require(
            run { ($0.entropyCoefficient, $0.steps) = (3, 4) }.rows.last?[.entropy])
        #expect(bonus > plain + 0.05)
    }

    @Test("Engines that differ in nothing change no bit", arguments: ["temperature:1", "stale:0"])
    func same(text: String) throws {
        let engine = try #require(RolloutEngine(text: text))
        #expect(try run { $0.rollout = engine } == run())
    }

    @Test(
        "Engines that differ are measured", arguments: ["bf16", "temperature:0.8", "top-p:0.9"])
    func engines(text: String) throws {
        let engine = try #require(RolloutEngine(text: text))
        let row = try run { $0.rollout = engine }.rows[0]
        #expect(try #require(row[.klFromEngine]) > -0.02 && row[.klFromEngine] != 0)
        #expect(try #require(row[.engineRatio]) != 1)
        #expect(try run().rows[0][.klFromEngine] == nil)
    }

    @Test("An engine that lags samples with the weights of before")
    func lag() throws {
        let lagging = try run { ($0.rollout, $0.steps) = (.stale(1), 3) }.rows
        let plain = try run { $0.steps = 3 }.rows
        #expect(lagging[0][.reward] == plain[0][.reward])
        #expect(lagging[0][.engineRatio] == 1 && lagging[1][.engineRatio] != 1)
        #expect(lagging[0][.klFromEngine] == 0 && lagging[1][.klFromEngine] != 0)
    }

    @Test("Entropy and KL are those of the policy that learns, whichever sampled")
    func learner() throws {
        let rows: [StepMetrics] = try run { ($0.rollout, $0.steps) = (.stale(3), 4) }.rows
        let reference = try rows.map { (row: StepMetrics) in try #require(row[.klFromReference]) }
        #expect(reference[0] == 0 && reference.dropFirst().allSatisfy { $0 > 0 })
        let last = try #require(rows.last?[.klFromOld])
        #expect(abs(last) < 1e-6, "nothing is trained after the last rollout")
    }

    @Test("A weight that single precision cannot hold is the rule's fault, not the learning rate's")
    func tooLarge() throws {
        let rule = TestRule.bound { _ in 1e300 }
        let error = #expect(throws: SimulationError.self) { try run(rule) }
        #expect(error?.message.hasPrefix("the weight is 1e+300 at r = 1") == true)
        #expect(error?.message.hasSuffix("too much for a network's numbers") == true)
    }

    @Test("What an engine makes of a row adds up to 1, and is drawn as often as it says")
    func rows() throws {
        let logs = [0.5, 0.3, 0.15, 0.05].map { naturalLogarithm($0) }
        for text in ["bf16", "temperature:0.5", "top-p:0.79"] {
            let kind = try #require(RolloutEngine(text: text))
            let engine = try #require(WrittenEngine(kind))
            let mu = engine.distorted(logs).map { Foundation.exp($0) }
            #expect(abs(mu.reduce(0, +) - 1) < 1e-12)
            #expect(mu != logs.map { Foundation.exp($0) })
        }
        let nucleus = WrittenEngine(.topP(0.79))?.distorted(logs) ?? []
        #expect(nucleus.map { $0 > -.infinity } == [true, true, false, false])
        let cold = WrittenEngine(.temperature(0.5))?.distorted(logs) ?? [0]
        #expect(abs(Foundation.exp(cold[0]) - 0.25 / 0.365) < 1e-12)
    }

    @Test("A correction without another engine changes no bit; with one it does")
    func corrections() throws {
        for correction in Correction.all where !correction.readsPolicy {
            let corrected = try run { $0.correction = correction }
            #expect(try corrected.weights == run().weights, "\(correction.name)")
            #expect(corrected.rows[0][.engineCut] == 0)
        }
        let plain = try run { $0.rollout = .temperature(0.5) }
        let corrected = try run {
            ($0.rollout, $0.correction) = (.temperature(0.5), Correction.named("tis"))
        }
        #expect(corrected.weights != plain.weights)
        #expect(try #require(corrected.rows[0][.engineCut]) >= 0)
    }

    @Test("A verifier that looks at the last number alone rewards no less")
    func verifiers() throws {
        let strict = try run().rows[0]
        let last = try run { $0.verifier = .last }.rows[0]
        #expect(try #require(last[.reward]) >= #require(strict[.reward]))
        #expect(last[.wrongSteps] == strict[.wrongSteps])
    }

    @Test("Each of these changes what is learned")
    func differences() throws {
        let plain = try run().weights
        let changes: [(String, (inout TrainingSettings) -> Void)] = [
            ("noise", { $0.noise = 0.5 }), ("dynamic", { $0.dynamic = true }),
            ("entropy_top", { $0.entropyTop = 0.2 }), ("norm", { $0.normalization = .drgrpo }),
            ("aggregation", { $0.aggregation = .sequenceMean }),
            ("kl_coef", { $0.klCoefficient = 0.1 }),
            ("entropy_coef", { $0.entropyCoefficient = 0.1 }), ("epochs", { $0.epochs = 3 }),
            ("minibatches", { $0.minibatches = 1 }), ("group", { $0.group = 5 }),
            ("prompts", { $0.prompts = 5 }), ("lr", { $0.learningRate = 2e-3 }),
        ]
        for (name, change) in changes { #expect(try run(nil, change).weights != plain, "\(name)") }
    }

    @Test("A rule may read the reference, where it is computed")
    func reference() throws {
        let rule = TestRule.bound { token in
            token.referenceLogProbability.map { Foundation.exp($0) } ?? .nan
        }.called("ref")
        #expect(throws: SimulationError.self) { try TinyWriter(rule) }
        let run = try TinyWriter(rule, readsReference: true)
        #expect(run.rows.count == 3)
    }

    @Test("Sizes bring their own learning rate, and one that was given stays")
    func sizes() throws {
        var settings = World.reach.defaults
        #expect(settings.learningRate == 2e-4 && settings.size == .large)
        try settings.set("size", to: 1)
        #expect(settings.learningRate == 1e-4 && settings.size == .small)
        try settings.set("lr", to: 3e-4)
        try settings.set("size", to: 0)
        #expect(settings.learningRate == 3e-4)
        #expect(NetworkSize.large.parameters == 57_936 && NetworkSize.small.parameters == 26_336)
    }
}
