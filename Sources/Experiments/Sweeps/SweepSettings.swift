// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation
import WorkbenchModel

extension TrainingPlan {
    /// Returns the worlds that a sweep trains in, each once.
    func worlds(_ axes: [SweepAxis]) -> [World] {
        let changed = axes.flatMap { axis in
            axis.values.compactMap { value in
                switch axis.name {
                case "world": World.named(value.text)
                case "preset": WorldPreset.all.first { $0.name == value.text }?.world
                default: nil
                }
            }
        }
        var seen: Set<String> = []
        return (changed.isEmpty ? [world] : changed).filter { seen.insert($0.name).inserted }
    }
}

extension Workspace {
    /// Returns the learning rates of a sweep in words, where worlds or sizes bring several:
    /// `lr 0.0001 (small), 0.0002 (large)`; nil where all of it has one, or the table tells it.
    func learningRates(
        _ axes: [SweepAxis], _ arguments: Arguments
    ) throws(CommandError) -> String? {
        let bringing = axes.filter { ["world", "preset", "size"].contains($0.name) }
        guard !bringing.isEmpty, !axes.contains(where: { $0.name == "lr" }),
            let setting = TrainingSettings.description(of: "lr")
        else { return nil }
        var quiet = self
        quiet.environment.emit = { _ in }
        let first = arguments.at(axes.map { $0.values[0] }, of: axes)
        let points = bringing.reduce([[]]) { points, axis in
            points.flatMap { point in axis.values.map { point + [$0] } }
        }
        var rates: [(text: String, points: [String])] = []
        for point in points {
            let plan = try quiet.plan(first.at(point, of: bringing))
            let text = setting.text(of: plan.settings.learningRate)
            let name = point.map(\.text).joined(separator: " ")
            if let place = rates.firstIndex(where: { $0.text == text }) {
                rates[place].points.append(name)
            } else {
                rates.append((text, [name]))
            }
        }
        guard rates.count > 1 else { return nil }
        let words = rates.map { "\($0.text) (\($0.points.joined(separator: ", ")))" }
        return "lr \(words.joined(separator: ", "))"
    }
}
