// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Results
import WorkbenchModel

extension Workspace {
    /// Returns the simulations that a plot is of: those named, each once, else the last.
    func drawnRuns(_ arguments: Arguments) throws(CommandError) -> [RunSet] {
        var names: [String] = []
        for name in arguments[PlotKeys.run] ?? [] where !names.contains(name) { names.append(name) }
        let named = names.compactMap { name in workbench.runs.first { $0.name == name } }
        if !named.isEmpty { return named }
        guard let run = workbench.runs.last else {
            throw CommandError(
                .missing, "nothing has been simulated yet",
                hint: "first type simulate world=graph seeds=8")
        }
        return [run]
    }

    /// Returns the one simulation that a plot is of.
    ///
    /// - Throws: Where a line names several.
    func chosenRun(_ arguments: Arguments) throws(CommandError) -> RunSet {
        let runs = try drawnRuns(arguments)
        guard runs.count == 1 else {
            let kind = arguments[PlotKeys.kinds].first ?? "paired"
            throw CommandError(
                .domain, "plot \(shownText(kind)) is of one simulation",
                span: arguments.span(of: PlotKeys.run), hint: "write run=\(runs[0].name)")
        }
        return runs[0]
    }
}

extension [RunSet] {
    /// What errors call them.
    var names: String { map(\.name).joined(separator: ", ") }

    /// Returns what a paper says under a figure of the runs.
    func paperCaption(
        _ what: String, _ shown: [String], curves: String = RunSet.curvesInWords
    ) -> String {
        let caption = first?.paperCaption(what, shown, curves: curves) ?? ""
        guard count > 1 else { return caption }
        let parts = map { "\($0.name): \($0.command)" }
        return "\(caption) Simulations: " + parts.joined(separator: "; ") + "."
    }
}
