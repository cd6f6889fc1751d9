// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

private let small = smallGraph("methods=grpo,aspo seeds=4 steps=4")

/// Returns the command that reads a run of GRPO with an entropy, a reward and steps.
private func curves(_ scratch: ScratchFolder, step: String = "step") throws -> String {
    let rows = (1...6).map { "\($0),\(2 - Double($0) / 4),\(Double($0) / 8)\n" }
    return
        "curves \(try scratch.write("\(step),actor/entropy,reward\n" + rows.joined(), to: "grpo.csv"))"
}

@Test("plot curves run= draws a simulation in the axes of a real run, and says which line is which")
func simulationBesideCurves() throws {
    let scratch = try ScratchFolder()
    let (session, listener) = try run([
        try curves(scratch), small,
        "plot curves metric=entropy run=run1 out=\(scratch.word("f.png"))",
    ])
    let figure = try #require(listener.figures.last)
    let panel = figure.panels[0]
    #expect(figure.panels.count == 1 && panel.x.label == "training step")
    #expect(panel.lines.map(\.name) == ["GRPO (log)", "GRPO (toy)", "ASPO (toy)"])
    #expect(panel.lines[0].pieces[0].map(\.x) == [1, 2, 3, 4, 5, 6])
    let set = try #require(session.workbench.runs.last)
    for (line, method) in zip(panel.lines.dropFirst(), ["grpo", "aspo"]) {
        let means = set.values(.entropy, of: method).map(Statistics.mean)
        #expect(line.pieces == [means.enumerated().map { Point(Double($0), $1) }])
    }
    // The same method has one colour, and another dash as a toy.
    let styles = panel.lines.map(\.style)
    #expect(Set(styles).count == 3 && styles[0] % 8 == styles[1] % 8)
    #expect(figure.footnote.hasPrefix("(toy): toy simulation · world graph · seeds 1–4"))
    #expect(
        figure.alternativeText.hasPrefix("Training curves of real runs and of a toy simulation."))
    let caption = try lastOutput(
        try curves(scratch), small,
        "plot curves metric=entropy run=run1 out=\(scratch.word("g.png")) latex=yes")
    #expect(caption.contains("Lines named (toy) show the same over 4 steps of training"))
    #expect(caption.contains("not a language model") && caption.contains("(log) are of real"))
}

@Test("A figure of both replays, with the file under another name")
func replayOfBoth() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = try run([
        small, try curves(scratch),
        "plot curves metric=entropy run=run1 methods=aspo out=\(scratch.word("f.png"))",
    ])
    #expect(listener.figures.last?.panels[0].lines.map(\.name) == ["GRPO (log)", "ASPO (toy)"])
    #expect(listener.notes.isEmpty, "\(listener.notes)")
    let recipe = session.workspace.figures[0].recipe.text
    #expect(recipe.contains("plot curves metric=entropy methods=aspo run=run1"), "\(recipe)")
    let log = scratch.word("grpo.csv")
    try session.execute("replay \(scratch.word("f.png")) log=\(log)")
    #expect(listener.outputs.last?.contains("same") == true, "\(listener.outputs.last ?? "")")
}

@Test("A label is of the real run or of the toy, whichever it names")
func labelsOfBoth() throws {
    let scratch = try ScratchFolder()
    let lines = [try curves(scratch), small]
    let line = "plot curves metric=entropy run=run1"
    let real = try drawnFigure(lines, "\(line) label=grpo:Ours")
    #expect(real.panels[0].lines.map(\.name) == ["Ours", "GRPO (toy)", "ASPO (toy)"])
    let toy = try drawnFigure(lines, "\(line) label=run1.grpo:Toy")
    #expect(toy.panels[0].lines.map(\.name) == ["GRPO (log)", "Toy", "ASPO (toy)"])
}

@Test("Metrics that only the files have are drawn of them alone; others are refused with a way out")
func metricsOfBoth() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = try run([
        try curves(scratch), small,
        "plot curves metric=entropy,reward run=run1 out=\(scratch.word("f.png"))",
    ])
    #expect(listener.figures.last?.panels.map(\.lines.count) == [3, 1])
    #expect(listener.notes == ["run1 has no reward: drawn of the files alone"])
    let line = "plot curves metric=reward run=run1 out=g.png"
    let lone = session.failure(of: line)
    #expect(lone?.code == .missing && lone?.message == "run1 has no reward")
    #expect(lone?.hint == "write plot curves metric=actor/entropy run=run1 out=g.png")
    try session.execute(curves(scratch, step: "epoch"))
    let other = session.failure(of: "plot curves metric=entropy run=run1 out=g.png")
    #expect(other?.code == .domain && other?.message.contains("another axis") == true)
    #expect(
        try drawnFigure([curves(scratch, step: "epoch")], "plot curves metric=reward").panels.count
            == 1)
}
