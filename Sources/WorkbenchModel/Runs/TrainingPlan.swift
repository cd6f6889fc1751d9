// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
package import Simulation
package import TokenWeights

/// What `simulate` is going to do, with every choice made.
package struct TrainingPlan: Sendable {
    package let world: World
    package let preset: WorldPreset?
    package let settings: TrainingSettings
    package let methods: [Method]
    package let seeds: [Int]
    package let alternatives: Alternatives?
    package let common: ParameterValues
    package let ruleScript: [BenchCommand]
    let benchScript: [BenchCommand]
    /// The policy that networks start from, where that came from a file.
    var policy: LoadedPolicy?

    /// Returns the plan of one of its methods and one seed; nil for a method that it has not.
    package func only(_ method: String, seed: Int) -> TrainingPlan? {
        guard let method = methods.first(where: { $0.rule.name == method }) else { return nil }
        return TrainingPlan(
            world: world, preset: preset, settings: settings, methods: [method], seeds: [seed],
            alternatives: alternatives, common: common, ruleScript: ruleScript,
            benchScript: benchScript, policy: policy)
    }
}

extension Workspace {
    /// Makes the choices that a command leaves open.
    ///
    /// A setting's value is the command's own, else what `set` said, else the preset's, else the
    /// world's.
    package func plan(_ arguments: Arguments) throws(CommandError) -> TrainingPlan {
        let (world, preset) = try chosenWorld(arguments)
        var settings = preset?.settings ?? world.defaults
        settings.typedCorrections = workbench.bench.typedCorrections
        let policy = world.task == nil ? nil : namedPolicy(arguments)
        // A policy brings its size, unless somebody says another one.
        if let policy, let index = NetworkSize.all.firstIndex(of: policy.size) {
            try? settings.set("size", to: Double(index))
        }
        for key in TrainingKeys.settings {
            let name = key.name
            guard let value = arguments[key] ?? workbench.bench.common[name]
            else { continue }
            if value.isNaN, let given = arguments.first(key) {
                throw CommandError(
                    .unknownName, "\(name) cannot be \"\(shownText(given.text))\"",
                    span: given.span,
                    hint: "choose \(listed(RolloutEngine.examples, "or"))")
            }
            do {
                try settings.set(name, to: value)
            } catch {
                throw CommandError(error, span: arguments.span(of: key))
            }
        }
        try checkBounds(settings, arguments)
        do {
            try world.checkPolicy(settings, loaded: workbench.policies.map(\.base))
        } catch {
            let given = arguments.given.first { $0.name == error.parameter }
            throw CommandError(error, span: given?.span)
        }
        let methods = trainableMethods(arguments, preset: preset?.ruleParameters ?? [:])
        let alternatives = world.name == World.bench.name ? try alternatives() : nil
        let isRandom = alternatives == nil && !settings.exact
        let seeds = try seeds(arguments, isRandom: isRandom)
        return TrainingPlan(
            world: world, preset: preset, settings: settings, methods: methods,
            seeds: seeds,
            alternatives: alternatives, common: workbench.bench.common,
            ruleScript: workbench.bench.ruleScript,
            benchScript: workbench.bench.script, policy: policy)
    }

    /// Returns the loaded policy that `base=` names; nil where it names none.
    private func namedPolicy(_ arguments: Arguments) -> LoadedPolicy? {
        let key = TrainingKeys.settings.first { $0.name == "base" }
        let number = key.flatMap { arguments[$0] } ?? workbench.bench.common["base"]
        return workbench.policies.last { Double($0.base) == number }
    }

    /// Throws where the command gives a bound of a correction, and there is none.
    private func checkBounds(
        _ settings: TrainingSettings, _ arguments: Arguments
    ) throws(CommandError) {
        let bounds = Keys.correctionSettings.map(\.name)
        guard settings.correction == nil,
            !arguments.given.contains(where: { $0.name == "correction" }),
            let given = arguments.given.first(where: { bounds.contains($0.name) })
        else { return }
        throw CommandError(
            .missing, "\(given.name) is the bound of a correction, and none is named",
            span: given.keySpan, hint: "add correction=tis")
    }

    private func chosenWorld(
        _ arguments: Arguments
    ) throws(CommandError) -> (World, WorldPreset?) {
        let named = arguments[TrainingKeys.world]
        guard let preset = arguments[TrainingKeys.preset] else {
            guard let named else { return (.bench, nil) }
            return (named, named.name == World.graph.name ? .graphPaper : nil)
        }
        guard let named, named.name != preset.world.name else { return (preset.world, preset) }
        throw CommandError(
            .failed, "preset \(preset.name) is of world \(preset.world.name)",
            span: arguments.span(of: TrainingKeys.world), hint: "leave out world=\(named.name)")
    }

    /// Returns the seeds that a command names; where it says only how many, those from the first on.
    private func seeds(_ arguments: Arguments, isRandom: Bool) throws(CommandError) -> [Int] {
        let given = arguments.first(TrainingKeys.seeds)
        let typed = arguments[TrainingKeys.seeds] ?? Array(1...(isRandom ? 10 : 1))
        let isList = given.map { $0.text.contains(",") || $0.text.contains("..") } ?? false
        // What overflows is below 0, and so no seed either.
        let seeds = isList ? typed : typed.map { $0 - 1 &+ firstSeed }
        guard seeds.allSatisfy({ UInt32(exactly: $0) != nil }) else {
            throw CommandError(
                .domain, "a seed is a whole number from 0 to \(UInt32.max)", span: given?.span,
                hint: "give seeds=1..8")
        }
        return seeds
    }
}

extension [Int] {
    /// Whether each number is the one before it plus 1.
    var areConsecutive: Bool {
        zip(self, dropFirst()).allSatisfy { $0 < $1 && $1 - $0 == 1 }
    }
}

extension TrainingPlan {
    /// The command that does the same, with every choice written out.
    package var command: String {
        var words = ["simulate", "world=\(world.name)"]
        if let preset { words = ["simulate", "preset=\(preset.name)"] }
        words.append("methods=\(methods.map(\.rule.name).joined(separator: ","))")
        if alternatives == nil { words.append("seeds=\(seedWords)") }
        let start = preset?.settings ?? world.defaults
        // A size brings its own learning rate, which is usual then.
        let usual = start.sized(as: settings)
        for description in TrainingSettings.descriptions {
            guard description.isInForce(settings),
                let value = settings.value(of: description.name),
                value != common[description.name]
                    ?? (description.name == "size" ? start : usual).value(of: description.name)
            else { continue }
            words.append("\(description.name)=\(description.text(of: value))")
        }
        return (words + argumentWords).joined(separator: " ")
    }

    /// Parameters that the command itself gave, where they are the same for all methods.
    private var argumentWords: [String] {
        var seen: Set<String> = []
        return methods.flatMap(\.settings)
            .filter { $0.origin == .argument && seen.insert($0.name).inserted }
            .map { "\($0.name)=\(NumberText.shortest($0.value))" }
    }

    private var seedWords: String {
        guard let first = seeds.first, let last = seeds.last else { return "1" }
        return seeds.areConsecutive
            ? "\(first)..\(last)" : seeds.map(String.init).joined(separator: ",")
    }

    /// Returns the plan carried out, under a name.
    package func runSet(named name: String, runs: [RunSet.Run]) -> RunSet {
        let used = world.usedSettings
        var set = RunSet(
            name: name, worldName: world.name, command: command,
            setup: alternatives == nil ? ruleScript : benchScript,
            methods: methods.map {
                RunSet.TrainedMethod(
                    name: $0.rule.name, title: $0.rule.title, parameters: $0.settings)
            },
            seeds: seeds, steps: settings.steps,
            settings: TrainingSettings.descriptions.filter {
                used.contains($0.name) && $0.isInForce(settings)
            }.compactMap { description in
                settings.value(of: description.name).map { (description.name, $0) }
            },
            alternatives: alternatives?.names ?? [], runs: runs, plan: self)
        set.policy = policy
        return set
    }

    /// Returns whether another plan comes to the same numbers.
    package func makesTheSame(as other: TrainingPlan) -> Bool {
        let areSettings = world.usedSettings.allSatisfy {
            settings.value(of: $0) == other.settings.value(of: $0)
        }
        let isCorrection = settings.correction?.formula == other.settings.correction?.formula
        return world.name == other.world.name && areSettings && isCorrection && seeds == other.seeds
            && alternatives == other.alternatives
            && methods.elementsEqual(other.methods) { method, other in
                method.rule.name == other.rule.name && method.rule.formula == other.rule.formula
                    && method.settings.values == other.settings.values
            }
    }
}

extension CommandError {
    package init(_ error: SimulationError, span: Range<Int>?) {
        self.init(.domain, error.message, span: span, hint: error.hint)
    }
}
