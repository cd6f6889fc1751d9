// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import Results
import Simulation
import WorkbenchModel

extension PlotKind {
    /// `plot phase`: one metric against another, with the time of training as a path.
    package static let phase = PlotKind(
        name: "phase",
        summary:
            "entropy against accuracy or reward, with training as a path, open start to full end",
        drawsRuns: true, uses: [PlotKeys.metrics, PlotKeys.smooth, PlotKeys.run],
        ignores: { workspace, arguments in
            workspace.curvesOfPhase(arguments) == nil
                ? [PlotKeys.smooth.name: "simulations are drawn as they are"]
                : [Keys.methods.name: "curves from files are of no methods"]
        }
    ) { workspace, arguments throws(CommandError) in
        guard let loaded = workspace.curvesOfPhase(arguments) else {
            return try workspace.simulatedPhase(arguments)
        }
        return try workspace.phase(of: loaded, arguments)
    }
}

extension Workspace {
    /// Returns the curves that the path is of; nil where it is of simulations.
    fileprivate func curvesOfPhase(_ arguments: Arguments) -> LoadedCurves? {
        // Metrics that no simulation has are those of curves.
        let isForeign = arguments[PlotKeys.metrics]?.contains { Metric(rawValue: $0) == nil }
        let isOfCurves = workbench.runs.isEmpty || isForeign == true
        return isOfCurves && !arguments.has(PlotKeys.run) ? workbench.curves : nil
    }

    /// Returns two metrics of simulations against each other.
    fileprivate func simulatedPhase(_ arguments: Arguments) throws(CommandError) -> Drawing {
        let runs = try drawnRuns(arguments)
        let (comparison, shown) = try plotted(runs, arguments)
        let (across, upwards) = try phaseMetrics(arguments)
        let paths = shown.map { entry in
            let curves = [across, upwards].map { metric in
                Dictionary(
                    comparison.curve(metric, of: entry).mean.map { ($0.x, $0.y) },
                    uniquingKeysWith: { $1 })
            }
            return PhasePath(
                title: entry.title, style: entry.style,
                points: PhasePath.points(curves[0], curves[1]))
        }
        guard paths.contains(where: { $0.points.count > 1 }) else {
            throw CommandError(
                .missing, "\(runs.names) has no \(across.title) with \(upwards.title)",
                span: arguments.span(of: PlotKeys.metrics),
                hint: "first type simulate world=graph seeds=8")
        }
        let title = "\(upwards.panelTitle) against \(across.title)"
        return Drawing(
            title: "\(title) over a simulated training",
            panels: [paths.panel(title, x: label(across), y: label(upwards))],
            alternativeText: "\(title), the path of a simulated training over "
                + "\(counted(comparison.rows - 1, "step")): \(paths.words). \(comparison.caption).",
            caption: runs.paperCaption("\(title), step by step,", shown.map(\.name))
                + " Each path runs \(phaseEnds).",
            footnote: comparison.footnote("means over seeds") + [phaseEnds],
            origins: runs.map(\.origin))
    }

    private func label(_ metric: Metric) -> String {
        metric.title + (metric.unit.isEmpty ? "" : "  [\(metric.unit)]")
    }

    /// Returns the metrics across and upwards: those named, the upward one first; accuracy and
    /// entropy where none is.
    private func phaseMetrics(
        _ arguments: Arguments
    ) throws(CommandError) -> (across: Metric, upwards: Metric) {
        let names = arguments[PlotKeys.metrics] ?? ["entropy"]
        var found: [Metric] = []
        for name in names {
            guard let metric = Metric(rawValue: name), metric != .step else {
                throw unknown(
                    "metric of simulations", name, Metric.curves.map(\.rawValue),
                    arguments.span(of: PlotKeys.metrics))
            }
            found.append(metric)
        }
        if found.count == 1, found[0] != .accuracy { found.append(.accuracy) }
        guard found.count == 2, found[0] != found[1] else {
            throw twoMetrics(arguments, "entropy,acc")
        }
        return (found[1], found[0])
    }

    func twoMetrics(_ arguments: Arguments, _ example: String) -> CommandError {
        CommandError(
            .domain, "plot phase holds two metrics against each other",
            span: arguments.span(of: PlotKeys.metrics), hint: "write metric=\(example)")
    }
}
