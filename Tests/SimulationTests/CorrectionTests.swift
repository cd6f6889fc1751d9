// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@testable import Simulation

@Suite("Corrections in simulations")
struct CorrectionTests {
    @Test(
        "Where the engine is exact, a correction at its defaults changes no bit",
        arguments: Correction.all.filter { !$0.readsPolicy }.map(\.name), ["grpo", "gspo", "kimi"])
    func exact(correction: String, method: String) throws {
        let method = try #require(WeightRule.named(method)).bound()
        let isPlain = method.responses != nil || !Correction.all.contains { $0.isOfResponses }
        let plain = try WorldRun(.graph, method)
        let corrected = try WorldRun(.graph, method) { $0.correction = .named(correction) }
        let known = try #require(Correction.named(correction))
        if isPlain || !known.isOfResponses {
            #expect(corrected.parameters == plain.parameters)
        } else {
            // Tokens that are kept one by one add up in another order.
            expectClose(corrected.parameters, plain.parameters, 1e-10)
        }
        #expect(corrected.rows.dropLast().allSatisfy { $0[.engineCut] == 0 })
    }

    @Test(
        "On the bench, ρ without bounds makes the expected gradient that of π_old",
        arguments: ["bf16", "temperature:0.5", "temperature:3"], ["grpo", "aspo", "nois", "sapo"])
    func unbiased(engine: String, method: String) throws {
        let method = try #require(WeightRule.named(method)).bound()
        let plain = try WorldRun(.bench, method)
        let biased = try WorldRun(.bench, method) {
            $0.rollout = RolloutEngine(text: engine) ?? .exact
        }
        let corrected = try WorldRun(.bench, method) {
            $0.rollout = RolloutEngine(text: engine) ?? .exact
            $0.correction = .tis
            $0.correctionValues = ["rho_high": .infinity]
        }
        expectClose(corrected.parameters, plain.parameters, 1e-12)
        #expect(zip(biased.parameters, plain.parameters).contains { abs($0 - $1) > 1e-6 })
        // What is never sampled cannot be made up for.
        let cut = try WorldRun(.bench, method) {
            ($0.rollout, $0.correction) = (.topP(0.6), .tis)
            $0.correctionValues = ["rho_high": .infinity]
        }
        #expect(zip(cut.parameters, plain.parameters).contains { abs($0 - $1) > 1e-6 })
    }

    @Test("A rule that names ρ and a correction are the same training", arguments: [false, true])
    func typed(exact: Bool) throws {
        let grpo = WeightRule.grpo.bound()
        let product = TestRule.bound {
            grpo.weight($0) * ($0.engineRatio > 1.1 ? 1.1 : $0.engineRatio)
        }
        let change = { (settings: inout TrainingSettings) in
            (settings.exact, settings.rollout) = (exact, .temperature(0.8))
        }
        let named = try WorldRun(.graph, product, change)
        let corrected = try WorldRun(.graph, grpo) {
            change(&$0)
            $0.correction = .tis
            $0.correctionValues["rho_high"] = 1.1
        }
        expectClose(named.parameters, corrected.parameters, 1e-10)
        let plain = try WorldRun(.graph, grpo, change)
        #expect(zip(plain.parameters, corrected.parameters).contains { abs($0 - $1) > 1e-4 })
        for (row, other) in zip(corrected.taught, named.taught) {
            let cut = try #require(row[.engineCut])
            #expect(cut > 0 && cut < 1 && other[.engineCut] == nil)
            // The weights that are told are the method's own.
            let (own, whole) = (try #require(row[.weightNegative]), other[.weightNegative])
            #expect(abs(own - (whole ?? own)) > 1e-4)
        }
    }

    @Test("A response's factors are those of the correction on its tokens")
    func responses() throws {
        let rollout: (inout TrainingSettings) -> Void = { $0.rollout = .temperature(0.8) }
        // A mask that lets everything pass leaves ρ itself; one that lets nothing pass, nothing.
        let tis = try WorldRun(.graph, WeightRule.grpo.bound()) {
            rollout(&$0)
            ($0.correction, $0.correctionValues) = (.tis, ["rho_high": .infinity])
        }
        let open = try WorldRun(.graph, WeightRule.grpo.bound()) {
            rollout(&$0)
            $0.correction = .geometricMask
            $0.correctionValues = ["rho_low": 0, "rho_high": .infinity]
        }
        expectClose(open.parameters, tis.parameters, 1e-9)
        #expect(open.rows.dropLast().allSatisfy { $0[.engineCut] == 0 })
        let shut = try WorldRun(.graph, WeightRule.grpo.bound()) {
            rollout(&$0)
            $0.correction = .geometricMask
            $0.correctionValues = ["rho_low": 0, "rho_high": 1e-9]
        }
        #expect(shut.taught.contains { $0[.engineCut] == 1 })
        #expect(shut.rows.dropLast().allSatisfy { $0[.gradientNorm] == 0 })
        // Answers of one token are their own product.
        let single = ["tis", "seq-tis", "geo-tis"].map { name in
            try? WorldRun(.bandit, WeightRule.gspo.bound()) {
                rollout(&$0)
                $0.correction = .named(name)
            }
        }
        for run in single {
            expectClose(run?.parameters ?? [], single[0]?.parameters ?? [0], 1e-12)
        }
    }

    @Test("OPSM drops bad answers that the policy has left, update by update")
    func opsm() throws {
        let run = { (delta: Double) in
            try WorldRun(.graph, WeightRule.grpo.bound()) {
                ($0.rollout, $0.correction) = (.temperature(0.8), .opsm)
                $0.correctionValues["opsm_delta"] = delta
            }
        }
        let never = try run(1e9)
        #expect(never.rows.dropLast().allSatisfy { $0[.engineCut] == 0 })
        let always = try run(-1e9)
        // All that is bad is dropped, and nothing else.
        for row in always.taught {
            #expect(try #require(row[.engineCut]) > 0.1 && #require(row[.engineCut]) < 1)
        }
        let some = try run(0.1).rows.compactMap { $0[.engineCut] }
        #expect(some.contains { $0 > 0 } && some.allSatisfy { $0 < 0.9 })
    }

    @Test("Bounds that cross, and responses where there are none, are refused")
    func refused() {
        var settings = small(steps: 1)
        settings.correction = .icePop
        settings.correctionValues = ["rho_low": 2, "rho_high": 1]
        let crossed = #expect(throws: SimulationError.self) { try settings.check() }
        #expect(crossed?.parameter == "rho_low")
        (settings.correction, settings.correctionValues) = (.sequenceTIS, [:])
        settings.exact = true
        let lacking = #expect(throws: SimulationError.self) {
            try Trainer(
                world: .graph, settings: settings, method: WeightRule.grpo.bound(), seed: 1)
        }
        #expect(lacking?.hint == "take correction=tis, or exact=no")
    }

    @Test("Settings of no force are told nobody, and bounds are the correction's own")
    func settings() throws {
        var settings = TrainingSettings()
        let told = { (settings: TrainingSettings) in
            TrainingSettings.descriptions.filter { $0.isInForce(settings) }.map(\.name)
        }
        #expect(!told(settings).contains { ["rollout", "correction", "rho_low"].contains($0) })
        try settings.set("correction", to: 2)
        #expect(settings.correction == .icePop)
        #expect(settings.value(of: "rho_low") == 0.5 && settings.value(of: "rho_high") == 5)
        #expect(told(settings).contains("rho_high") && !told(settings).contains("opsm_delta"))
        try settings.set("rho_high", to: 4)
        #expect(settings.value(of: "rho_high") == 4)
        #expect(TrainingSettings.description(of: "kl_estimator")?.name == "kl")
    }
}

extension WorldRun {
    /// The rows whose rollout taught something.
    fileprivate var taught: [StepMetrics] {
        rows.dropLast().filter { $0[.zeroGroups].map { $0 < 1 } ?? true }
    }
}

/// Expects two lists of numbers to agree.
func expectClose(_ numbers: [Double], _ expected: [Double], _ tolerance: Double) {
    #expect(numbers.count == expected.count)
    let worst = zip(numbers, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    #expect(worst < tolerance)
}
