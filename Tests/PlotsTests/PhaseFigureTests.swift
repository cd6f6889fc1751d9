// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import LabTestSupport
import Results
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

private let small = smallGraph("methods=grpo,aspo seeds=2 steps=4")

@Test("plot phase runs from an open dot to a full one, through the means of each step")
func phaseOfSimulation() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = try run([small])
    try session.execute("plot phase out=\(scratch.word("f.png"))")
    let set = try #require(session.workbench.runs.last)
    let panel = try #require(listener.figures.last?.panels.first)
    #expect(panel.lines.map(\.name) == ["GRPO", "ASPO"] && panel.x.label == "accuracy")
    let line = panel.lines[1]
    let accuracy = set.values(.accuracy, of: "aspo").map(Statistics.mean)
    let entropy = set.values(.entropy, of: "aspo").map(Statistics.mean)
    #expect(line.pieces == [zip(accuracy, entropy).map { Point($0, $1) }])
    #expect(line.openEnds == [line.pieces[0][0]] && line.closedEnds == [line.pieces[0][4]])
    let range = try #require(panel.x.range)
    #expect(range.lowerBound < (accuracy.min() ?? 0) && range.upperBound > (accuracy.max() ?? 1))
    #expect(session.failure(of: "plot phase metric=acc,entropy,kl_ref")?.code == .domain)
    #expect(session.failure(of: "plot phase metric=nonsense") != nil)
}

@Test("plot phase of real runs holds two of their metrics against each other")
func phaseOfCurves() throws {
    let scratch = try ScratchFolder()
    let rows = (0...3).map { "\($0),\(2 - Double($0) / 2),\(Double($0) / 4)\n" }
    let file = try scratch.write("step,entropy,reward\n" + rows.joined(), to: "r.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot phase metric=entropy,reward")
    let line = try #require(figure.panels.first?.lines.first)
    #expect(line.pieces == [(0...3).map { Point(Double($0) / 4, 2 - Double($0) / 2) }])
    #expect(figure.panels[0].x.label == "reward" && figure.panels[0].y.label == "entropy")
    var (session, _) = try run(["curves \(file)"])
    #expect(session.failure(of: "plot phase metric=entropy")?.hint?.contains("metric=") == true)
}

@Test(
    "Several simulations stand in one figure, which replays",
    arguments: ["entropy", "accuracy", "kl", "ratio", "clip", "dynamics", "phase"])
func severalRuns(kind: String) throws {
    let scratch = try ScratchFolder()
    var (session, listener) = try run([
        small, small.replacing("steps=4", with: "steps=4 eps_high=0.4"),
    ])
    try session.execute("plot \(kind) run=run2,run1 out=\(scratch.word("f.png"))")
    let figure = try #require(listener.figures.last)
    let names = figure.panels[0].lines.map(\.name).filter { !$0.isEmpty }
    #expect(names.count == 4 && Set(names).count == 4, "\(names)")
    #expect(Set(figure.panels[0].lines.map(\.style)).count == 4)
    let recipe = session.workspace.figures[0].recipe.text
    #expect(recipe.contains("plot \(kind) run=run1,run2") && recipe.contains("eps_high=0.4"))
    try session.execute("replay \(scratch.word("f.png"))")
    #expect(listener.outputs.last?.contains("same") == true, "\(listener.outputs.last ?? "")")
    #expect(session.failure(of: "plot paired run=run1,run2")?.code == .domain)
}
