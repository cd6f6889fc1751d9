// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Pages
import Plots
import Results
import Simulation
import TokenWeights
import WorkbenchModel

/// A figure that a line asked for, with what a page of it is made of.
struct ExploredFigure: Sendable {
    private let figure: Figure
    private let caption: String
    /// Each kind with what it drew.
    private let drawn: [(kind: PlotKind, drawing: Drawing)]
    private let arguments: Arguments

    init(
        _ figure: Figure, _ caption: String, _ drawn: some Sequence<(PlotKind, Drawing)>,
        _ arguments: Arguments
    ) {
        (self.figure, self.caption, self.arguments) = (figure, caption, arguments)
        self.drawn = drawn.map { ($0, $1) }
    }

    private var kinds: [PlotKind] { drawn.map(\.kind) }

    /// Returns what a page of the figure is of.
    func subject(_ workspace: Workspace) -> PageSubject {
        var workspace = workspace
        // What there is to remark was remarked when the figure was drawn.
        workspace.environment.emit = { _ in }
        let bench = workspace.workbench.bench
        let runs = drawnRuns(workspace)
        let methods = methods(workspace, runs)
        let settings = workspace.ruleValues(arguments)
        return PageSubject(
            title: figure.title, caption: caption, parts: parts(methods),
            methods: methods,
            others: bench.methods(bench.allRules.map(\.name), arguments: settings),
            bench: bench, settings: settings,
            training: PageTraining(
                bench, runs.first { $0.worldName == World.bench.name }?.plan),
            commands: commands(bench),
            line: line, looks: looks)
    }

    /// The simulations that are drawn.
    private func drawnRuns(_ workspace: Workspace) -> [RunSet] {
        let runs = workspace.workbench.runs
        let named = arguments[PlotKeys.run] ?? []
        guard named.isEmpty else { return runs.filter { named.contains($0.name) } }
        return kinds.contains(where: \.drawsRuns) ? runs.suffix(1) : []
    }

    /// The methods that are drawn as curves of the page; of a figure of simulations alone, those that
    /// were trained, as they were; of others, those that are chosen.
    private func methods(_ workspace: Workspace, _ runs: [RunSet]) -> [Method] {
        let bench = workspace.workbench.bench
        if !kinds.contains(where: { $0.isOfMethods && !$0.drawsRuns }), let run = runs.first {
            let trained = run.methods.flatMap { method in
                bench.methods([method.name], arguments: method.parameters.values)
            }
            if !trained.isEmpty { return trained }
        }
        let methods = try? workspace.methods(arguments, scopes: WeighingScope.allCases)
        return methods ?? bench.methods(bench.methodNames)
    }

    /// The lines that have to come before those that a page writes itself: what was made by commands of
    /// its own, with what these need, and the rules that were typed.
    private func commands(_ bench: Bench) -> [String] {
        var made = Drawing.joined(drawn.map(\.drawing))
        made.origins.removeAll { $0.command == nil }
        let lines = made.recipe(plotLines: []).lines.compactMap { line in
            if case .command(let text) = line { text } else { nil }
        }
        return lines + bench.rules.map(\.line).filter { !lines.contains($0) }
    }

    /// What is drawn, kind by kind.
    private func parts(_ methods: [Method]) -> [PagePart] {
        var first = 0
        let isWhole = figure.panels.count == drawn.map(\.drawing.panels.count).reduce(0, +)
        return drawn.map { kind, drawing in
            let places = first..<first + drawing.panels.count
            first = places.upperBound
            // The figure's own panels have what the writer said of them.
            let panels = isWhole ? Array(figure.panels[places]) : drawing.panels
            return part(kind, drawing, panels, methods)
        }
    }

    private func part(
        _ kind: PlotKind, _ drawing: Drawing, _ panels: [Panel], _ methods: [Method]
    ) -> PagePart {
        if kind.isLive, methods.contains(where: { $0.rule.scope == .token }) {
            let range = panels.first?.x.range ?? 0.2...5
            let isOfTokens = methods.allSatisfy { $0.rule.scope == .token }
            return .live(
                kind: kind.name, range: isOfTokens ? range : 0.2...5,
                old: arguments[PlotKeys.old].map { Probability($0).value })
        }
        let recorded = RecordedPart(
            title: drawing.title, panels: panels, footnote: drawing.footnote.plainLine)
        if kind.drawsRuns || kind.name == PlotKind.curves.name, let recorded {
            return .recorded(recorded)
        }
        return .picture(kind: kind.name, title: drawing.title)
    }

    /// What stands after `plot`, without methods and their parameters, which a reader changes, and
    /// without the file.
    private var line: String {
        let others =
            [
                PlotKeys.kinds.name, PlotKeys.out.name, Keys.force.name, Keys.methods.name,
                FigureKeys.graphics.name,
            ] + FigureKeys.files.map(\.name) + Keys.ruleSettings.map(\.name)
        let words = arguments.given.filter { !others.contains($0.name) }
            .map { "\($0.name)=\(quoted($0.text))" }
        return ([kinds.map(\.name).joined(separator: " \(PlotKind.joint) ")] + words)
            .joined(separator: " ")
    }

    private var looks: PageLooks {
        let palette = arguments[FigureKeys.palette]
        return PageLooks(figure, isChosen: arguments.has(FigureKeys.theme)) { isDark in
            let theme = isDark ? Theme.dark : .light
            return palette.map(theme.colored) ?? theme
        }
    }
}

extension [String] {
    /// Parts of a footnote as one line without mathematics.
    fileprivate var plainLine: String {
        map { MathText($0).plainText }.joined(separator: " · ")
    }
}
