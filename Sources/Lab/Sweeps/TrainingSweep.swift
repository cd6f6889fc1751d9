// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation

/// A sweep over training, with every choice made.
struct TrainingSweep: Sendable {
    /// What changes.
    let axes: [SweepAxis]

    /// The points: the values of the axes, the last axis fastest.
    let points: [[Double]]

    /// The seeds of every point.
    let seeds: [Int]

    /// What has to be known of the result.
    let empty: SweepResult

    /// How many units of work there are: one a point and seed, with all methods in it.
    var units: Int { points.count * seeds.count }

    /// Returns the work of a point: the numbers of its units in a part, with their seeds.
    func work(at point: Int, in shard: Shard?) -> [(unit: Int, seed: Int)] {
        seeds.enumerated().compactMap { index, seed in
            let unit = point * seeds.count + index
            return shard?.contains(unit) ?? true ? (unit, seed) : nil
        }
    }
}

extension Session {
    /// Makes the choices of a sweep over training.
    func trainingSweep(_ arguments: Arguments) throws(CommandError) -> TrainingSweep {
        let axes = try arguments.sweepAxes()
        let points = axes.reduce([[]]) { points, axis in
            points.flatMap { point in axis.values.map { point + [$0] } }
        }
        let plan = try plan(arguments.at(points[0], of: axes))
        let units = points.count * plan.seeds.count
        guard units <= TrainingSweep.most else {
            throw CommandError(
                .domain, "\(points.count) points with \(plan.seeds.count) seeds each are too many",
                hint: "take fewer seeds, or a smaller n=")
        }
        let isExact = plan.alternatives != nil || plan.settings.exact
        return TrainingSweep(
            axes: axes, points: points, seeds: plan.seeds,
            empty: SweepResult(
                command: plan.sweepCommand(axes),
                setup: plan.runSet(named: "", runs: []).setup,
                caption: plan.caption(axes), isExact: isExact, units: units,
                axes: axes.map(\.name)))
    }
}

extension TrainingSweep {
    /// The most units of work that a sweep may have.
    static let most = 100_000
}

extension Arguments {
    /// Returns the arguments at one point of a sweep.
    func at(_ point: [Double], of axes: [SweepAxis]) -> Arguments {
        zip(axes, point).reduce(self) { arguments, next in
            arguments.replacing(
                next.0.name, with: .number(next.1), text: NumberText.shortest(next.1))
        }
    }

    /// Returns the arguments with some seeds.
    func seeded(_ seeds: [Int]) -> Arguments {
        // A single number would mean how many.
        let text =
            seeds.count == 1
            ? "\(seeds[0])..\(seeds[0])" : seeds.map(String.init).joined(separator: ",")
        return replacing("seeds", with: .integers(seeds), text: text)
    }
}

extension TrainingPlan {
    /// Returns the command that sweeps the same, with every choice written out.
    fileprivate func sweepCommand(_ axes: [SweepAxis]) -> String {
        let changing = axes.map { $0.name + "=" }
        let words = command.split(separator: " ").dropFirst().map(String.init)
        let kept = words.filter { word in !changing.contains { word.hasPrefix($0) } }
        return (["sweep"] + kept + axes.map(\.text)).joined(separator: " ")
    }

    /// Returns what every table of a sweep says; ε stands in the table where it changes.
    fileprivate func caption(_ axes: [SweepAxis]) -> String {
        let caption = runSet(named: "", runs: []).caption
        guard axes.contains(where: { $0.name.hasPrefix("eps_") }) else { return caption }
        let parts = caption.split(separator: "·").map { $0.drop { $0 == " " } }
        return parts.dropLast().map { $0.hasSuffix(" ") ? $0.dropLast() : $0 }
            .joined(separator: " · ") + " · ε as in the table"
    }
}
