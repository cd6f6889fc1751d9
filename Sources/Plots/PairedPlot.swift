// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import Simulation
import WorkbenchModel

extension PlotKind {
    /// `plot paired`: a metric's difference to one method, seed by seed, over training.
    package static let paired = PlotKind(
        name: "paired",
        summary: "difference to one method, seed by seed, with its own 95 % interval",
        drawsRuns: true, uses: [PlotKeys.metrics, PlotKeys.run, PlotKeys.to]
    ) { workspace, arguments throws(CommandError) in
        let run = try workspace.chosenRun(arguments)
        let metrics = try workspace.metrics(arguments)
        let (comparison, shown) = try workspace.plotted(
            [run], arguments, to: arguments.first(PlotKeys.to))
        let reference = comparison.reference
        var parts: [(metric: Metric, curves: [(Comparison.Entry, MeanCurve)])] = []
        for metric in metrics {
            let curves = shown.filter { $0.name != reference.name }
                .map { ($0, comparison.differenceCurve(metric, of: $0)) }
                .filter { !$0.1.mean.isEmpty }
            guard !curves.isEmpty else {
                throw CommandError(
                    .missing, "there is no \(metric.rawValue) to hold against \(reference.title)",
                    hint: "simulate two methods with the same seeds: "
                        + "simulate world=graph methods=grpo,aspo")
            }
            parts.append((metric, curves))
        }
        let names = CaptionWords.list(metrics.map(\.title))
        let drawn = shown.filter { entry in
            parts.contains { $0.curves.contains { $0.0.name == entry.name } }
        }
        return Drawing(
            title: "Difference of \(names) to \(reference.title)",
            panels: parts.map { panel($0.metric, comparison, $0.curves) },
            columns: parts.count > 3 ? 2 : nil,
            alternativeText: parts.map { description($0.metric, comparison, $0.curves.map(\.0)) }
                .joined(separator: " "),
            caption: run.paperCaption(
                "Difference of \(names) to \(reference.title), seed by seed,",
                drawn.map(\.name) + [reference.name],
                curves: "Lines are means of the differences of the same seed, bands their 95 % "
                    + "intervals by Student's t; below 0 a method has less than "
                    + "\(reference.title)."),
            footnote: comparison.footnote("mean of differences seed by seed, 95 % interval"),
            origins: [run.origin])
    }
}

extension Workspace {
    /// Returns the metrics of simulations that a command names, each once; the entropy where it
    /// names none.
    fileprivate func metrics(_ arguments: Arguments) throws(CommandError) -> [Metric] {
        var metrics: [Metric] = []
        for name in arguments[PlotKeys.metrics] ?? [] {
            guard let metric = Metric(rawValue: name), metric != .step else {
                throw unknown(
                    "metric of simulations", name, Metric.curves.map(\.rawValue),
                    arguments.span(of: PlotKeys.metrics))
            }
            if !metrics.contains(metric) { metrics.append(metric) }
        }
        return metrics.isEmpty ? [.entropy] : metrics
    }
}

private func panel(
    _ metric: Metric, _ comparison: Comparison, _ curves: [(Comparison.Entry, MeanCurve)]
) -> Panel {
    let unit = metric.unit.isEmpty ? "" : "  [\(metric.unit)]"
    let bands = curves.flatMap { entry, curve in
        curve.band(style: entry.style, within: -.infinity...(.infinity))
    }
    let lines = curves.map { entry, curve in
        curve.line(
            name: entry.title, style: entry.style, identity: entry.name)
    }
    return Panel(
        title: "\(metric.panelTitle): difference to \(comparison.reference.title)",
        x: comparison.stepAxis("training step"), y: Axis("difference\(unit)"),
        marks: bands + [.rule(Mark.Rule(at: 0, isHorizontal: true))] + lines, naming: .lineEnds)
}

/// Returns the figure in words: at the end and over all steps, as `compare` says it.
private func description(
    _ metric: Metric, _ comparison: Comparison, _ entries: [Comparison.Entry]
) -> String {
    let measure = Measure(metric)
    let sentences = entries.flatMap { entry in
        Measure.Place.allCases.compactMap { place -> String? in
            let difference = comparison.difference(of: entry) { measure.value($0, at: place) }
            let verdict = difference?.verdict(isExact: comparison.isExact)
            return verdict.map { "\(entry.title), \(place.title): \($0)." }
        }
    }
    return "Difference of \(metric.title) to \(comparison.reference.title) over "
        + "\(comparison.rows - 1) training steps, taken seed by seed. "
        + sentences.joined(separator: " ") + " \(comparison.caption)."
}
