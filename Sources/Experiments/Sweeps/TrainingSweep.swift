// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Simulation
package import WorkbenchModel

/// A sweep over training, with every choice made.
package struct TrainingSweep: Sendable {
    /// What changes.
    package let axes: [SweepAxis]

    /// The points: the values of the axes, the last axis fastest.
    package let points: [[SweepValue]]

    /// The seeds of every point.
    package let seeds: [Int]

    /// What has to be known of the result.
    package let empty: SweepResult

    /// How many units of work there are: one a point and seed, with all methods in it.
    package var units: Int { points.count * seeds.count }

    /// Returns the work of a point: the numbers of its units in a part, with their seeds.
    package func work(at point: Int, in shard: Shard?) -> [(unit: Int, seed: Int)] {
        seeds.enumerated().compactMap { index, seed in
            let unit = point * seeds.count + index
            return shard?.contains(unit) ?? true ? (unit, seed) : nil
        }
    }
}

extension Workspace {
    /// Makes the choices of a sweep over training.
    func trainingSweep(_ arguments: Arguments) throws(CommandError) -> TrainingSweep {
        let axes = try arguments.sweepAxes()
        let count = axes.reduce(1) { $0 * $1.values.count }
        let plan = try plan(arguments.at(axes.map { $0.values[0] }, of: axes))
        try arguments.refuseUnused(in: plan.worlds(axes))
        let units = count * plan.seeds.count
        guard units <= TrainingSweep.most else {
            throw CommandError(
                .domain,
                "\(count) points with \(plan.seeds.count) seeds each are too many: "
                    + "\(TrainingSweep.most) points times seeds are the most",
                hint: "take fewer seeds, or a smaller n=")
        }
        try checkBases(axes, arguments, size: plan.settings.size)
        let points = axes.reduce([[]]) { points, axis in
            points.flatMap { point in axis.values.map { point + [$0] } }
        }
        // Worlds come from the seed, also where training is exact: one seed tells of one world.
        let mayBeRandom = axes.contains { ["preset", "world"].contains($0.name) }
        return TrainingSweep(
            axes: axes, points: points, seeds: plan.seeds,
            empty: SweepResult(
                command: plan.sweepCommand(axes, arguments),
                setup: plan.runSet(named: "", runs: []).setup,
                caption: plan.caption(axes, rates: try learningRates(axes, arguments)),
                isExact: plan.alternatives != nil && !mayBeRandom,
                units: units,
                axes: axes.map(\.name)))
    }
}

extension Workspace {
    /// Throws where a sweep is over bases of several sizes, which bring their learning rates along.
    private func checkBases(
        _ axes: [SweepAxis], _ arguments: Arguments, size: NetworkSize
    ) throws(CommandError) {
        guard let bases = axes.first(where: { $0.name == "base" }),
            !axes.contains(where: { $0.name == "size" })
        else { return }
        let first = arguments.at(axes.map { $0.values[0] }, of: axes)
        for value in bases.values {
            let other = try plan(first.at([value], of: [bases])).settings.size
            guard other != size else { continue }
            throw CommandError(
                .domain,
                "base \(value.text) is of size \(other.name), and the first one of size \(size.name)",
                span: arguments.given.first { $0.name == "base" }?.span,
                hint: "sweep over bases of one size")
        }
    }
}

extension TrainingSweep {
    /// The most units of work that a sweep may have.
    package static let most = 100_000
}

extension Arguments {
    /// Returns the arguments at one point of a sweep.
    package func at(_ point: [SweepValue], of axes: [SweepAxis]) -> Arguments {
        zip(axes, point).reduce(self) { arguments, next in
            let (axis, value) = next
            let isSwitch = TrainingSettings.description(of: axis.name)?.isSwitch ?? false
            let typed: Argument.Value =
                switch value {
                case .number(let number): .number(number)
                case .word(let word): isSwitch ? .flag(word == "yes") : .words([word])
                }
            return arguments.replacing(axis.name, with: typed, text: value.text)
        }
    }

    /// Returns the arguments with some seeds.
    func seeded(_ seeds: [Int]) -> Arguments {
        // A single number would mean how many.
        let text =
            seeds.count == 1
            ? "\(seeds[0])..\(seeds[0])" : seeds.map(String.init).joined(separator: ",")
        return replacing(TrainingKeys.seeds.name, with: .integers(seeds), text: text)
    }
}

extension TrainingPlan {
    /// Returns the command that sweeps the same, with every choice written out.
    ///
    /// Where the world changes, what is usual changes with it: then all that was given is kept.
    fileprivate func sweepCommand(_ axes: [SweepAxis], _ arguments: Arguments) -> String {
        let changesWorld = axes.contains { ["world", "preset"].contains($0.name) }
        let changing = axes.map { $0.name + "=" } + (changesWorld ? ["world=", "preset="] : [])
        let words = command.split(separator: " ").dropFirst().map(String.init)
        var kept = words.filter { word in !changing.contains { word.hasPrefix($0) } }
        for argument in arguments.given where changesWorld {
            let isSetting =
                TrainingSettings.description(of: argument.name) != nil
                || argument.name == "world" || argument.name == "preset"
            let key = argument.name + "="
            guard isSetting, !axes.contains(where: { $0.name == argument.name }),
                !kept.contains(where: { $0.hasPrefix(key) })
            else { continue }
            kept.append(key + quoted(argument.text))
        }
        return (["sweep"] + kept + axes.map(\.text)).joined(separator: " ")
    }

    /// Returns what every table of a sweep says; what changes stands in the table, but for learning rates
    /// that come with what changes.
    fileprivate func caption(_ axes: [SweepAxis], rates: String?) -> RunCaption {
        let changesWorld = axes.contains { ["world", "preset"].contains($0.name) }
        let changesClip = changesWorld || axes.contains { $0.name.hasPrefix("eps_") }
        let names = axes.map(\.name)
        let parts = runSet(named: "", runs: []).caption.parts.compactMap {
            part -> RunCaption.Part? in
            switch part {
            case .setting(let name, text: _) where names.contains(name): nil
            case .setting("lr", text: _) where rates != nil: nil
            case .world where changesWorld: .varying(.worlds)
            case .clip where changesClip: .varying(.clip)
            default: part
            }
        }
        let changed = [RunCaption.Variable.rollout, .correction].filter {
            names.contains($0.rawValue)
        }
        let several = rates.map { RunCaption.Part.setting("lr", text: $0) }
        return RunCaption(
            parts + [several].compactMap(\.self) + changed.map(RunCaption.Part.varying))
    }
}
