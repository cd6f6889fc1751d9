// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Expressions
import Figures
import Results
import Simulation
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot pareto`: two outcomes of the last sweep against each other, a line a method.
    package static let pareto = PlotKind(
        name: "pareto",
        summary: "two outcomes of the last sweep against each other, a line a method",
        drawsRuns: true, uses: [PlotKeys.metrics]
    ) { workspace, arguments throws(CommandError) in
        let result = try workspace.lastSweep()
        let grid = SweepGrid(result)
        guard grid.axes.count == 1 else {
            throw CommandError(
                .failed, "plot pareto names the points of one setting, and this sweep has two",
                hint: "plot sweep shows it")
        }
        let outcomes = try result.paretoOutcomes(grid, arguments)
        let front = ParetoFront(
            grid: grid, titles: workspace.titles(of: grid.methods),
            shown: try workspace.shownMethods(grid, arguments), across: outcomes[1],
            upwards: outcomes[0])
        return Drawing(
            title: front.title, panels: [front.panel],
            alternativeText: front.description
                + " \(result.caption.text).",
            footnote: result.caption.words(varying: "as named beside the points")
                + [
                    front.pointNote,
                    grid.isExact
                        ? "one exact run a point"
                        : grid.hasOneSeed ? CaptionWords.oneSeed : "means, with 95 % intervals",
                ],
            origins: [result.origin])
    }
}

extension SweepResult {
    /// Returns the two outcomes that are held against each other: those of two metrics, the first
    /// upwards and the second across; final accuracy, or reward where that is only sampled, for a
    /// second that is not given.
    fileprivate func paretoOutcomes(
        _ grid: SweepGrid, _ arguments: Arguments
    ) throws(CommandError) -> [Int] {
        var asked = arguments[PlotKeys.metrics] ?? ["entropy"]
        let usual = known(grid).contains("acc") ? "acc" : "reward"
        if asked.count == 1, asked != [usual] { asked.append(usual) }
        let found = try asked.map { metric throws(CommandError) in
            try outcome(metric, grid, arguments)
        }
        guard found.count == 2, found[0] != found[1] else {
            let known = known(grid)
            throw CommandError(
                .missing, "plot pareto holds two metrics of the sweep against each other",
                span: arguments.span(of: PlotKeys.metrics),
                hint: known.count > 1
                    ? "give two of \(known.joined(separator: ", ")): "
                        + "plot pareto metric=\(known[0]),\(known[known.count - 1])"
                    : "this sweep has \(known.joined(separator: ", ")) alone")
        }
        return found
    }
}

/// Two outcomes of a sweep against each other.
private struct ParetoFront {
    let grid: SweepGrid
    let titles: [String: String]
    let shown: [String]
    /// The outcome on the horizontal axis.
    let across: Int
    /// The outcome on the vertical axis.
    let upwards: Int

    private var outcomes: [SweepResult.Outcome] { SweepResult.outcomes }

    var title: String {
        let words = "\(outcomes[upwards].title) against \(outcomes[across].title)"
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    var panel: Panel {
        Panel(
            title: title, x: Axis(outcomes[across].unit), y: Axis(outcomes[upwards].unit),
            marks: shown.map(intervals) + shown.flatMap(front))
    }

    /// What the names beside the points are: the setting, and its values.
    var pointNote: String {
        let values = grid.axes[0].values.map(\.shownText)
        let words =
            values.count > 3
            ? "\(values[0]) … \(values[values.count - 1])" : values.joined(separator: ", ")
        return MathText.literal("points: \(grid.axes[0].name) = \(words)")
    }

    private func title(of method: String) -> String { titles[method] ?? method }

    /// One point of a method: where it stands, and how far the intervals of its means reach.
    private struct Place {
        let name: String
        let point: Point
        let bars: [[Point]]
    }

    /// A method's points, in the order of the setting's values.
    private func places(_ method: String) -> [Place] {
        grid.axes[0].values.compactMap { value in
            guard let across = grid.mean(across, of: method, at: [value]),
                let upwards = grid.mean(upwards, of: method, at: [value])
            else { return nil }
            let point = Point(across.mean, upwards.mean)
            var bars: [[Point]] = []
            if across.halfWidth != nil {
                bars.append(
                    [across.low, across.high].map { Point(held($0, self.across), point.y) })
            }
            if upwards.halfWidth != nil {
                bars.append(
                    [upwards.low, upwards.high].map { Point(point.x, held($0, self.upwards)) })
            }
            return Place(name: value.shownText, point: point, bars: bars)
        }
    }

    /// Returns an end of an interval within what the number can be; Student's t knows no bounds.
    private func held(_ end: Double, _ outcome: Int) -> Double {
        let bounds = outcomes[outcome].bounds
        return min(max(end, bounds.lowerBound), bounds.upperBound)
    }

    /// Returns the intervals of a method's points, which step back behind the lines.
    private func intervals(_ method: String) -> Mark {
        .line(
            Mark.Line(
                name: "", style: Mark.neutralStyle, pieces: places(method).flatMap(\.bars),
                isThin: true))
    }

    private func front(_ method: String) -> [Mark] {
        let style = grid.methods.firstIndex(of: method).map {
            MethodStyles.styles(of: grid.methods)[$0]
        }
        let places = places(method)
        let line = Mark.Line(
            name: title(of: method), style: style ?? 0, pieces: [places.map(\.point)],
            markerStride: 1, identity: method)
        let names = places.map { place in
            Mark.note(Mark.Note(place.name, .naming([place.point]), detail: title(of: method)))
        }
        return [.line(line)] + names
    }

    /// What it shows, with numbers: the ends of each method's line.
    var description: String {
        let axis = grid.axes[0]
        let lines = shown.compactMap { method -> String? in
            let places = places(method)
            guard let first = places.first, let last = places.last else { return nil }
            let ends = [first, last].map { place in
                "\(axis.name) = \(place.name): \(outcomes[across].title) "
                    + "\(short(place.point.x)), \(outcomes[upwards].title) \(short(place.point.y))"
            }
            return "\(title(of: method)) from \(ends.joined(separator: " to "))"
        }
        return "\(title), a line for each method with its points named by \(axis.name). "
            + lines.joined(separator: "; ") + "."
    }

    private func short(_ number: Double) -> String { NumberText.significant(number, digits: 3) }
}
