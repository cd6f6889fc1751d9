// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import Simulation
import TokenLogs
import WorkbenchModel

/// Simulations that stand in the axes of curves from files.
///
/// A toy is no training of a language model, so each line says which of the two it is of.
struct CurvesBesideRuns {
    /// The simulations.
    let runs: [RunSet]
    /// Their methods.
    private let entries: [Comparison.Entry]
    /// What a figure has to say of the simulations.
    let footnote: [String]
    /// The metrics that they have under the name of one of the files, by that one.
    private let metrics: [String: Metric]

    /// Finds the simulations that a line names; nil where it names none.
    ///
    /// - Throws: Where they have none of the metrics, or the files no steps to draw them over.
    init?(
        _ workspace: Workspace, _ loaded: LoadedCurves, _ names: [String], _ arguments: Arguments
    ) throws(CommandError) {
        guard let argument = arguments.first(PlotKeys.run) else { return nil }
        runs = try workspace.drawnRuns(arguments)
        let (comparison, shown) = try workspace.plotted(runs, arguments)
        entries = shown
        let parts = comparison.captionParts + comparison.remarks
        footnote = parts.prefix(1).map { "(toy): \($0)" } + parts.dropFirst()
        metrics = comparison.namesakes(of: names)
        guard !metrics.isEmpty else {
            throw noMetric(names, loaded, comparison, arguments.span(of: PlotKeys.metrics))
        }
        guard loaded.axes.allSatisfy({ $0 == .step || $0 == .record }) else {
            throw CommandError(
                .domain, "a simulation has steps, and these curves are over another axis",
                span: argument.span,
                hint: "write plot curves metric=\(names.map(shownText).joined(separator: ","))")
        }
        let lone = names.filter { metrics[$0] == nil }
        guard !lone.isEmpty else { return }
        workspace.remark(
            "\(runs.names) has no \(CaptionWords.list(lone.map(shownText))): "
                + "drawn of the files alone")
    }

    /// Returns that the simulations have no metric that a line names, and one that both have.
    private func noMetric(
        _ names: [String], _ loaded: LoadedCurves, _ comparison: Comparison, _ span: Range<Int>?
    ) -> CommandError {
        let shared = comparison.namesakes(of: loaded.metrics)
        let has = Metric.curves.filter(comparison.has).map(\.rawValue)
        return CommandError(
            .missing, "\(runs.names) has no \(CaptionWords.list(names.map(shownText)))", span: span,
            hint: loaded.metrics.first { shared[$0] != nil }.map { "write metric=\(shownText($0))" }
                ?? "simulations have \(has.joined(separator: ", "))")
    }

    /// Returns the runs of a metric as they stand beside those of files: averaged alike, and named as a toy.
    func shown(_ metric: String, smooth: Double) -> [ShownRun] {
        guard let found = metrics[metric] else { return [] }
        return entries.map { entry in
            let raw = entry.runs.map { run in
                let points = run.rows.enumerated().compactMap { step, row in
                    row[found].map { (Double(step), $0) }
                }
                return LoadedCurves.Replicate(
                    seed: String(run.seed), steps: points.map(\.0), values: points.map(\.1))
            }
            return ShownRun(
                title: "\(entry.title) (toy)", identity: identity(entry), style: entry.style,
                raw: raw, replicates: raw.map { $0.smoothed(smooth) })
        }
    }

    /// What people type for a method of a simulation, so that it is not the run of the same name from a
    /// file: `run1.grpo`.
    private func identity(_ entry: Comparison.Entry) -> String {
        runs.count == 1 ? "\(runs[0].name).\(entry.name)" : entry.name
    }

    /// What a caption says of the simulations, with a blank before it.
    var caption: String {
        let words = runs.paperCaption(
            "Lines named (toy) show the same", entries.map(\.name), curves: "")
        return " " + words.trimmingBlanks + " Lines named (log) are of real training."
    }
}

extension Comparison {
    /// Returns the metrics of simulations that go by the last part of a file's name for one: `entropy` for
    /// `actor/entropy`.
    fileprivate func namesakes(of names: [String]) -> [String: Metric] {
        var found: [String: Metric] = [:]
        for name in names {
            let last = name.split(separator: "/").last.map(String.init) ?? name
            found[name] = Metric.curves.first { $0.rawValue == last && has($0) }
        }
        return found
    }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
