// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures
import Results
import Simulation
import TokenLogs
import TokenWeights
import WorkbenchModel

extension PlotKind {
    /// `plot curves`: training curves of real runs.
    package static let curves = PlotKind(
        name: "curves",
        summary:
            "training curves of real runs, read with curves FILE; with run=, a simulation's too",
        drawsRuns: true, drawsNamedRuns: true,
        uses: [PlotKeys.metrics, PlotKeys.smooth, PlotKeys.run],
        ignores: { _, arguments in
            arguments.has(PlotKeys.run)
                ? [:] : [Keys.methods.name: "plot curves is of no methods without run="]
        }
    ) { workspace, arguments throws(CommandError) in
        guard let loaded = workspace.workbench.curves else {
            throw CommandError(
                .missing, "no training curves have been read yet",
                hint: "curves FILE reads some; simulated ones are plot entropy, plot dynamics")
        }
        let metrics = try workspace.curveMetrics(arguments, loaded)
        let smooth = arguments[PlotKeys.smooth]
        let toys = try CurvesBesideRuns(workspace, loaded, metrics, arguments)
        let parts = metrics.map { metric in
            (metric, workspace.smoothedRuns(loaded, metric, smooth, beside: toys))
        }
        let words = CurveWords(parts, loaded, hasToys: toys != nil)
        let smoothing = SmoothingWords(smooth, parts.map(\.1))
        let names = CaptionWords.list(metrics.map(shownText))
        let lost =
            arguments[AxisKeys.ySpacing] == true
            ? notShown(parts.flatMap { $0.1 }, hasRange: arguments.has(AxisKeys.yrange)) : []
        return Drawing(
            title: "Training curves: \(metrics.map(shownText).joined(separator: ", "))",
            panels: parts.map { metric, runs in
                curvesPanel(
                    metric, runs, words.axis, isSmoothed: smooth > 0, isAlone: parts.count == 1)
            },
            columns: parts.count > 3 ? (parts.count + 1) / 2 : nil,
            alternativeText: "Training curves of real runs"
                + (toys == nil ? ". " : " and of a toy simulation. ")
                + parts.map { curvesWords($0, $1, words.unit) }.joined(separator: " ")
                + words.lost.map { " \($0)." }.joined(),
            caption: "Training curves (\(names)) from \(CaptionWords.list(loaded.fileNames))."
                + words.sentences + smoothing.sentences + (toys?.caption ?? ""),
            footnote: (toys?.footnote ?? []) + words.footnote + smoothing.footnote + lost,
            origins: [try workspace.origin(of: loaded)] + (toys?.runs.map(\.origin) ?? [])
        ).naming(loaded.fileNames, arguments)
    }
}

/// What a figure says of averages over the past.
private struct SmoothingWords {
    /// What stands under it; nothing where nothing is averaged.
    let footnote: [String]
    /// What a caption says, each sentence with a blank before it.
    let sentences: String

    init(_ smooth: Double, _ runs: [[ShownRun]]) {
        let hasUnsmoothed = runs.contains { $0.count <= ShownRun.mostUnsmoothed }
        let weight = NumberText.shortest(smooth)
        footnote =
            smooth > 0
            ? [
                "exponential moving average, smooth = \(weight)"
                    + (hasUnsmoothed ? ", pale: unsmoothed" : "")
            ] : []
        sentences =
            smooth > 0
            ? " Values are exponential moving averages with weight \(weight) on the past."
                + (hasUnsmoothed ? " Pale lines are unsmoothed." : "") : ""
    }
}

extension Workspace {
    /// Returns the metrics that a line names, or the only one that there is.
    ///
    /// - Throws: Where it names none of several, or one that is not there.
    func curveMetrics(
        _ arguments: Arguments, _ loaded: LoadedCurves
    ) throws(CommandError) -> [String] {
        let known = loaded.metrics
        let span = arguments.span(of: PlotKeys.metrics)
        let wanted = arguments[PlotKeys.metrics] ?? []
        if wanted.isEmpty, known.count > 1 {
            throw CommandError(
                .missing, "the curves have \(known.count) metrics",
                hint: "give metric=\(known[0]); there are "
                    + known.prefix(16).map(shownText).joined(separator: ", ")
                    + (known.count > 16 ? ", …" : ""))
        }
        var found: [String] = []
        for name in wanted {
            // The last part of a name will do where no other metric ends with it.
            let endings = known.filter { $0.hasSuffix("/\(name)") }
            guard let metric = known.contains(name) ? name : endings.count == 1 ? endings[0] : nil
            else { throw unknown("metric", name, endings.isEmpty ? known : endings, span) }
            if !found.contains(metric) { found.append(metric) }
        }
        return wanted.isEmpty ? known : found
    }

    /// Returns the runs of a metric, averaged over their past; a method's run has its colour.
    func smoothedRuns(
        _ loaded: LoadedCurves, _ metric: String, _ smooth: Double,
        beside toys: CurvesBesideRuns? = nil
    ) -> [ShownRun] {
        let real = loaded.runs(metric).map { run in
            let title =
                workbench.bench.rule(named: run.title.lowercased())?.title ?? shownText(run.title)
            return ShownRun(
                title: toys == nil ? title : "\(title) (log)", identity: run.title, style: 0,
                raw: run.replicates, replicates: run.replicates.map { $0.smoothed(smooth) })
        }
        let all = real + (toys?.shown(metric, smooth: smooth) ?? [])
        let styles = MethodStyles.styles(ofRuns: all.map(\.identity))
        return zip(all, styles).map { run, style in run.styled(style) }
    }
}

private func curvesPanel(
    _ metric: String, _ runs: [ShownRun], _ axis: Axis, isSmoothed: Bool, isAlone: Bool
) -> Panel {
    let shown = runs.filter(\.isFinite).prefix(ShownRun.mostDrawn)
    let curves = shown.map { ($0, $0.curve) }
    let bands = curves.flatMap { run, curve in
        curve.band(style: run.style, within: -.infinity...(.infinity))
    }
    // The runs' own numbers behind their averages, so that what was smoothed away is seen.
    let behind = isSmoothed && shown.count <= ShownRun.mostUnsmoothed ? shown.map(\.pale) : []
    let lines = curves.map { run, curve in
        curve.line(
            name: MathText.literal(run.title), style: run.style, identity: run.identity)
    }
    return Panel(
        title: MathText.literal(shownText(metric)), x: axis,
        y: Axis(MathText.literal(shownText(fileName(metric)))), marks: bands + behind + lines,
        naming: runs.count > ShownRun.mostNamed ? .hidden : isAlone ? .lineEnds : .legend)
}

/// Returns what is said of means that a logarithmic axis cannot show.
///
/// Such an axis has 30 decades at most, unless somebody gave its ends.
private func notShown(_ runs: [ShownRun], hasRange: Bool) -> [String] {
    let means = runs.flatMap { $0.curve.mean }.map(\.y).filter(\.isFinite)
    let hidden = means.count { $0 <= 0 }
    let floor = (means.max() ?? 0) * 1e-30
    let far = hasRange ? 0 : means.count { $0 > 0 && $0 < floor }
    return (hidden == 0 ? [] : ["\(hidden) at or below 0 not shown"])
        + (far == 0 ? [] : ["\(far) below \(NumberText.significant(floor, digits: 2)) not shown"])
}

/// Returns a metric in words: each run's first and last number.
private func curvesWords(_ metric: String, _ runs: [ShownRun], _ unit: String) -> String {
    let ends = runs.compactMap { run -> String? in
        let known = run.curve.mean.filter { $0.y.isFinite }
        guard let first = known.first, let last = known.last else { return nil }
        return "\(run.title) from \(NumberText.significant(first.y, digits: 3)) at \(unit) "
            + "\(NumberText.shortest(first.x)) to \(NumberText.significant(last.y, digits: 3)) "
            + "at \(unit) \(NumberText.shortest(last.x))"
    }
    return "\(shownText(metric)): \(ends.joined(separator: ", "))."
}
