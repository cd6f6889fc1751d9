// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing
import TokenWeights

@Suite("Settings, worlds and presets")
struct SettingsTests {
    @Test("Every setting can be read and set by its name")
    func roundTrip() throws {
        for description in TrainingSettings.descriptions {
            var settings = TrainingSettings()
            let value = try #require(settings.value(of: description.name))
            try description.check(value)
            let other = description.choices.isEmpty ? value + 1 : (value == 0 ? 1 : 0)
            guard description.domain.contains(other) else { continue }
            try settings.set(description.name, to: other)
            #expect(settings.value(of: description.name) == other, "\(description.name)")
            #expect(settings != TrainingSettings(), "\(description.name)")
        }
    }

    @Test("The contract's names are all there, each once")
    func names() {
        let contract = [
            "types", "states", "vocabulary", "length", "keysteps", "prompts", "heldout", "epochs",
            "share", "zipf", "sigma", "know", "qknow", "eos_bias", "group", "minibatches",
            "optimizer", "lr", "noise", "dynamic", "exact", "steps", "every", "inner", "kl_coef",
            "kl", "entropy_coef", "norm", "aggregation",
        ]
        let names = TrainingSettings.descriptions.map(\.name)
        #expect(Set(names).isSuperset(of: contract) && Set(names).count == names.count)
    }

    @Test(
        "Numbers outside a domain are refused and change nothing",
        arguments: [
            ("steps", 0), ("steps", 1.5), ("vocabulary", 1), ("prompts", 1e9), ("lr", .infinity),
            ("lr", 0), ("lr", .nan), ("group", 1), ("noise", 1.1), ("sigma", -1),
            ("optimizer", 2), ("kl_coef", -0.1), ("entropy_coef", .infinity), ("norm", 99),
            ("aggregation", 0.5), ("zipf", -.infinity), ("apples", 1),
        ] as [(String, Double)])
    func refused(name: String, value: Double) {
        var settings = TrainingSettings()
        let error = #expect(throws: SimulationError.self) { try settings.set(name, to: value) }
        #expect(error?.parameter == name)
        #expect(error?.hint != nil)
        #expect(settings == TrainingSettings())
    }

    @Test("Worlds use settings that exist, and say what they are")
    func worlds() {
        for world in World.all {
            #expect(World.named(world.name)?.name == world.name)
            for name in world.usedSettings {
                #expect(TrainingSettings.description(of: name) != nil, "\(world.name) \(name)")
            }
            #expect(!world.title.isEmpty && !world.picture.isEmpty)
            #expect(world.summary.hasSuffix(".") && world.details.hasSuffix("."))
        }
        #expect(World.named("grahp") == nil)
    }

    @Test("Presets start, and the first is the default")
    func presets() throws {
        #expect(WorldPreset.all.first?.name == "graph-paper")
        for preset in WorldPreset.all {
            #expect(WorldPreset.named(preset.name)?.summary == preset.summary)
            let method = try #require(TestRule.method("grpo", low: 0.2, high: 0.2, cap: 3))
            let trainer = try Trainer(
                world: preset.world, settings: preset.settings, method: method, seed: 1)
            #expect(!trainer.isFinished)
        }
        #expect(WorldPreset.stepsWide.settings.learningRate == 40)
        #expect(WorldPreset.stepsPaper.settings.learningRate == 20)
        #expect(WorldPreset.noise.settings.noise == 0.1)
        #expect(!WorldPreset.graphWide.usesPaperClip && WorldPreset.onPolicy.usesPaperClip)
    }

    @Test("Metrics have the contract's names, in its order")
    func metricNames() {
        let contract = """
            step entropy acc pass16 greedy held_acc held_greedy length timeout kl_ref kl_old \
            rep_context rep_bigram dup_rate zero_groups ratio_pos ratio_neg weight_pos weight_neg \
            mask_pos mask_neg cap_pos cap_neg cov_logp_wA grad_norm out_pos out_neg
            """
        let names = Metric.allCases.map(\.rawValue)
        #expect(names.prefix(27) == contract.split(separator: " ").map(String.init)[...])
        var row = StepMetrics(step: 3)
        for (index, metric) in Metric.allCases.enumerated() {
            row[metric] = Double(index)
            #expect(row[metric] == Double(index))
        }
        row[.accuracy] = nil
        #expect(row[.accuracy] == nil && row[.entropy] == 1)
    }
}
