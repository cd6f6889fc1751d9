// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Expressions
import Figures
import Results
import Simulation
import TokenWeights
package import WorkbenchModel

extension PlotKind {
    /// `plot sweep`: the last sweep; curves over one setting, heatmaps over two.
    package static let sweep = PlotKind(
        name: "sweep",
        summary: "the last sweep: curves over one setting, or differences over two as heatmaps",
        drawsRuns: true, uses: [PlotKeys.metrics, PlotKeys.showsValues],
        ignores: { workspace, _ in
            workspace.workbench.sweep?.axes.count == 1
                ? [PlotKeys.showsValues.name: "a sweep over one setting has no cells"] : [:]
        }
    ) { workspace, arguments throws(CommandError) in
        let result = try workspace.lastSweep()
        let grid = SweepGrid(result)
        let outcomes = try result.shownOutcomes(grid, arguments)
        let picture = SweepPicture(
            grid: grid, titles: workspace.titles(of: grid.methods),
            shown: try workspace.shownMethods(grid, arguments),
            hasValues: arguments[PlotKeys.showsValues])
        let isPlane = grid.axes.count == 2
        let panels =
            isPlane ? picture.planes(outcomes[0]) : outcomes.map { picture.curves($0) }
        let caption = isPlane ? picture.planeFootnote : picture.curveFootnote
        return Drawing(
            title: "Sweep of \(result.axes.joined(separator: " and "))", panels: panels,
            columns: min(panels.count, 3),
            alternativeText: picture.description(isPlane ? [outcomes[0]] : outcomes)
                + " \(result.caption.text).",
            footnote: result.caption.words(varying: "as along the axis") + [caption],
            origins: [result.origin])
    }
}

extension SweepResult {
    /// Where a drawing of the sweep comes from.
    package var origin: Drawing.Origin {
        Drawing.Origin(setup: setup, command: command, notes: recipeNotes)
    }

    /// What a recipe has to say besides the commands: that the sweep was stopped, or merged.
    package var recipeNotes: [Recipe.Note] {
        let done = Set(rows.map(\.unit)).count
        return (done < units ? [.stopped("\(done) of \(units) points and seeds")] : [])
            + (files.isEmpty ? [] : [.merged(parts: files.count)])
    }

    /// Returns the outcomes that a figure shows: those of a metric, else the final ones.
    fileprivate func shownOutcomes(
        _ grid: SweepGrid, _ arguments: Arguments
    ) throws(CommandError) -> [Int] {
        if let asked = arguments[PlotKeys.metrics] {
            return try asked.map { metric throws(CommandError) in
                try outcome(metric, grid, arguments)
            }
        }
        // Unasked, entropy and accuracy: what a sweep is mostly made for.
        let final = Self.outcomes.indices.filter {
            Self.outcomes[$0].key.hasPrefix("final_") && grid.has($0)
        }
        guard final.isEmpty else { return Array(final.prefix(2)) }
        throw CommandError(
            .missing, "this sweep has no run that was completed",
            hint: "sweep again with fewer steps, or a smaller lr")
    }

    /// Returns the outcome that a metric means: the final one, or one by its own name.
    ///
    /// - Throws: Where the sweep has no such number.
    func outcome(
        _ metric: String, _ grid: SweepGrid, _ arguments: Arguments
    ) throws(CommandError) -> Int {
        let found = Self.outcomes.firstIndex { $0.metric == metric || $0.key == metric }
        if let found, grid.has(found) { return found }
        throw CommandError(
            .missing, "this sweep has no \(shownText(metric))",
            span: arguments.span(of: PlotKeys.metrics),
            hint: "it has \(known(grid).joined(separator: ", "))")
    }

    /// Returns the metrics that the sweep has, as people type them.
    func known(_ grid: SweepGrid) -> [String] {
        Self.outcomes.indices.filter(grid.has).map { Self.outcomes[$0].metric }
    }
}

extension Workspace {
    /// Returns the last sweep.
    func lastSweep() throws(CommandError) -> SweepResult {
        if let sweep = workbench.sweep { return sweep }
        throw CommandError(
            .missing, "there is no sweep yet",
            hint: "first type sweep world=graph lr=40..640 scale=log n=5 seeds=4")
    }

    /// Returns the methods of a sweep that a command names; all where it names none.
    func shownMethods(
        _ grid: SweepGrid, _ arguments: Arguments
    ) throws(CommandError) -> [String] {
        let wanted = arguments[Keys.methods]
        let shown = grid.methods.filter { wanted?.contains($0) ?? true }
        guard shown.isEmpty else { return shown }
        throw CommandError(
            .missing, "the sweep has none of these methods", span: arguments.span(of: Keys.methods),
            hint: "it holds \(grid.methods.joined(separator: ", "))")
    }

    /// Returns what legends call methods; the name itself where a rule is gone.
    func titles(of methods: [String]) -> [String: String] {
        Dictionary(
            methods.map { ($0, workbench.bench.rule(named: $0)?.title ?? shownText($0)) },
            uniquingKeysWith: { first, _ in first })
    }
}
