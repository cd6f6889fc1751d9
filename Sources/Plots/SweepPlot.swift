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
        drawsRuns: true, uses: [PlotKeys.metrics]
    ) { workspace, arguments throws(CommandError) in
        guard let result = workspace.workbench.sweep else {
            throw CommandError(
                .missing, "there is no sweep yet",
                hint: "first type sweep world=graph lr=40..640 scale=log n=5 seeds=4")
        }
        let grid = SweepGrid(result)
        let outcomes = try result.shownOutcomes(grid, arguments)
        let picture = SweepPicture(
            grid: grid, titles: workspace.titles(of: grid.methods),
            shown: try workspace.shownMethods(grid, arguments))
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
        let final = Self.outcomes.indices.filter { Self.outcomes[$0].key.hasPrefix("final_") }
        let asked = arguments[PlotKeys.metrics]?.first
        let found = final.filter { index in
            grid.has(index) && (asked.map { Self.outcomes[index].key == "final_\($0)" } ?? true)
        }
        // Unasked, entropy and accuracy: what a sweep is mostly made for.
        guard found.isEmpty else { return asked == nil ? Array(found.prefix(2)) : found }
        throw CommandError(
            .missing, "this sweep has no \(asked ?? "run that was completed")",
            span: arguments.span(of: PlotKeys.metrics),
            hint: "metric=entropy and metric=acc may be there")
    }
}

extension Workspace {
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
