// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab
@testable import Plots
import WorkbenchModel

/// A small file of curves that ships with the tests of its readers.
private let curveFile =
    "\"\(repository.appending(path: "Tests/TokenLogsTests/Resources/curves/logy.csv").path)\""

/// What some kinds need before they can be drawn.
private let setups: [String: [String]] = [
    "tokens": ["preset demo"], "mass": ["preset demo"], "histogram": ["preset demo"],
    "sweep": ["preset rich", "sweep lr=0.1,0.3 methods=grpo,aspo"],
    "pareto": ["sweep world=bandit lr=0.5,1,2 steps=3 seeds=2"],
    "curves": ["curves \(curveFile)"],
]

/// Returns the lines before a kind.
private func setup(_ kind: PlotKind) -> [String] {
    setups[kind.name] ?? (kind.drawsRuns ? [smallGraph("methods=grpo,aspo seeds=2 steps=4")] : [])
}

@Test(
    "Every kind has the vertical range, spacing and ticks that a line asks for",
    arguments: PlotKind.all.map(\.name))
func everyKind(name: String) throws {
    let kind = try #require(PlotKind.all.first { $0.name == name })
    let usual = try drawnFigure(setup(kind), "plot \(name)")
    let asked = try drawnFigure(
        setup(kind), "plot \(name) yrange=0.01..0.9 yticks=0.1,0.5 ticks=0.2,0.4 yaxes=linear")
    #expect(asked.panels.count == usual.panels.count)
    for (panel, before) in zip(asked.panels, usual.panels) where panel.hasAxes {
        if case .categories = panel.y.scale {
            #expect(panel.y == before.y)
        } else {
            #expect(panel.y.range == 0.01...0.9 && panel.y.scale == .linear)
            #expect(panel.y.ticks?.map(\.value) == [0.1, 0.5])
        }
        if case .categories = panel.x.scale { continue }
        #expect(panel.x.ticks?.compactMap(\.label) == ["0.2", "0.4"])
    }
    let logarithmic = try drawnFigure(setup(kind), "plot \(name) yaxes=log yrange=0.01..1")
    for panel in logarithmic.panels where panel.hasAxes {
        if case .categories = panel.y.scale { continue }
        #expect(panel.y.scale == .logarithmic)
    }
}

@Test("Axes as they were asked for are part of the recipe, and replay to the byte")
func replayedAxes() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = try run([
        "plot weight axes=linear range=0..2 ticks=0,0.8,1,1.2,2 yrange=-1..3 out=\(scratch.word("a.png"))"
    ])
    let recipe = session.workspace.figures[0].recipe.text
    #expect(recipe.contains("axes=linear range=0..2 ticks=0,0.8,1,1.2,2 yrange=-1..3"))
    let figure = try #require(listener.figures.last)
    let panel = figure.panels[0]
    #expect(panel.x.scale == .linear && panel.x.range == 0...2 && panel.y.range == -1...3)
    #expect(panel.x.ticks?.compactMap(\.label) == ["0", "0.8", "1", "1.2", "2"])
    try session.execute("replay \(scratch.word("a.png"))")
    #expect(listener.outputs.last?.contains("same") == true)
}

@Test(
    "What an axis cannot be is refused with what to write, and nothing is written",
    arguments: [
        ("plot weight range=5..0.2", "range=0.2..5"),
        ("plot entropy range=1..1", "range looks like range=0.2..5"),
        ("plot weight yrange=2..1", "yrange=1..2"),
        ("plot weight yrange=1..1", "looks like yrange=0.2..5"),
        ("plot weight yaxes=log yrange=0..2", "yrange=0.02..2"),
        ("plot weight yaxes=log yrange=-2..-1", "yaxes=linear"),
        ("plot weight range=0..2", "axes=linear range=0..2"),
        ("plot weight range=-1..2 axes=linear", "range=0.2..5"),
        ("plot weight ticks=0,1", "ticks=1"),
        ("plot weight yaxes=log yticks=-1,0", "yaxes=linear"),
        ("plot surface range=0..1 axes=log", "range=0.05..1"),
        ("plot surface yrange=0..2", "yrange=0.05..1"),
        ("plot objective methods=ppo yaxes=log range=0.2..2", "yaxes=linear"),
    ])
func refusedAxes(line: String, hint: String) throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    let failure = session.failure(of: "\(line) out=\(scratch.word("f.png"))")
    let error = try #require(failure)
    #expect(error.code == .domain && error.span != nil, "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error.hint ?? "")")
    #expect(listener.figures.isEmpty)
}

@Test(
    "What changes nothing gets a remark",
    arguments: [
        (
            "plot weight ticks=0.5,1,90",
            "ticks= has 90 outside the axis, not drawn; range= says where it ends"
        ),
        ("plot weight yrange=50..60", "yrange= leaves nothing to see in panel a, b"),
        (
            "plot regions yrange=0..1",
            "yrange= changes nothing here: plot regions has no vertical axis with numbers"
        ),
        (
            "plot regions yaxes=log",
            "yaxes= changes nothing here: plot regions has no vertical axis with numbers"
        ),
        (
            "plot tokens yticks=1",
            "yticks= changes nothing here: plot tokens has no vertical axis with numbers"
        ),
        (
            "plot tokens axes=log",
            "axes= changes nothing here: plot tokens has no horizontal axis with numbers"
        ),
    ])
func axisRemarks(line: String, remark: String) throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(["preset demo", "\(line) out=\(scratch.word("f.png"))"])
    #expect(listener.notes.contains(remark), "\(listener.notes)")
}

@Test("A logarithmic axis over training says that step 0 is not shown, and begins at 1")
func logarithmicSteps() throws {
    let lines = [smallGraph("methods=grpo,aspo seeds=2 steps=4")]
    let figure = try drawnFigure(lines, "plot entropy axes=log")
    #expect(figure.panels[0].x.scale == .logarithmic && figure.panels[0].x.range == 1...4)
    #expect(figure.footnote.hasSuffix("0 and below not shown"))
    let plain = try drawnFigure(lines, "plot entropy yaxes=log")
    #expect(plain.panels[0].y.scale == .logarithmic && !plain.footnote.contains("not shown"))
    #expect((plain.panels[0].y.range?.lowerBound ?? 0) > 0)
}
