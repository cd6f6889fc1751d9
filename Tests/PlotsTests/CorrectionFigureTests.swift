// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Testing

@testable import Lab

@Test(
    "plot correction: a curve a correction, which bends at its bounds and jumps where it drops tokens"
)
func correctionCurves() throws {
    let figure = try drawnFigure([], "plot correction correction=tis,icepop range=0.2..8")
    #expect(figure.panels.count == 1)
    let lines = figure.panels[0].lines
    #expect(lines.map(\.name) == ["TIS", "IcePop"])
    // TIS is ρ up to its bound of 2; IcePop jumps from ρ to 0 at 0.5 and 5, both of which are kept.
    for point in lines[0].pieces.joined() { #expect(abs(point.y - min(point.x, 2)) < 1e-9) }
    #expect(lines[0].closedEnds.isEmpty)
    #expect(lines[1].closedEnds.map(\.x) == [0.5, 5] && isClose(lines[1].closedEnds[0].y, 0.5))
    #expect(isClose(lines[1].closedEnds[1].y, 5))
    #expect(lines[1].openEnds.map(\.y) == [0, 0])
}

@Test("A correction that looks at the sign of A has a panel for each, with the tokens of that sign")
func correctionSigns() throws {
    let tokens = [
        "token up old=0.2 new=0.2 adv=1 engine=0.1",
        "token down old=0.2 new=0.2 adv=-1 engine=0.25",
    ]
    let figure = try drawnFigure(tokens, "plot correction correction=opsm")
    #expect(figure.panels.count == 2)
    let dots = figure.panels.map { panel in
        panel.marks.compactMap { mark -> [Double]? in
            if case .points(let points) = mark { points.points.map(\.x) } else { nil }
        }.flatMap(\.self)
    }
    #expect(dots.map(\.count) == [1, 1])
    #expect(abs(dots[0][0] - 2) < 1e-12 && abs(dots[1][0] - 0.8) < 1e-12)
}

@Test("plot pareto: a line a method through its means, points named by the setting")
func paretoLines() throws {
    let sweep = "sweep world=bandit lr=0.5,1,2 steps=6 seeds=3 methods=grpo,aspo"
    let figure = try drawnFigure([sweep], "plot pareto metric=entropy,acc")
    let lines = figure.panels[0].lines.filter { !$0.name.isEmpty }
    #expect(lines.map(\.name) == ["GRPO", "ASPO"])
    #expect(lines.allSatisfy { $0.pieces.count == 1 && $0.pieces[0].count == 3 })
    let names = figure.panels[0].marks.compactMap { mark -> String? in
        if case .note(let note) = mark { note.text } else { nil }
    }
    #expect(names == ["0.5", "1", "2", "0.5", "1", "2"])
    // The same numbers as those of the sweep's own figure.
    let both = try drawnFigure([sweep], "plot sweep")
    let means = both.panels.map { $0.lines.first { $0.name == "ASPO" }?.pieces[0].map(\.y) ?? [] }
    #expect(lines[1].pieces[0].map(\.y) == means[0] && lines[1].pieces[0].map(\.x) == means[1])
}

@Test("plot pareto without metrics holds entropy against reward where accuracy is only sampled")
func paretoOfNetworks() throws {
    let small = "world=reach size=small prompts=4 group=4 steps=1 seeds=2 methods=grpo"
    let figure = try drawnFigure(["sweep \(small) lr=0.0001,0.0002"], "plot pareto")
    #expect(figure.panels[0].lines.contains { $0.name == "GRPO" && $0.pieces[0].count == 2 })
    #expect(figure.panels[0].title.contains("reward"))
}

@Test("plot pareto says what its points are, and draws intervals thin and grey behind the lines")
func paretoPoints() throws {
    let sweep = "sweep world=bandit lr=0.5,1,2,4 steps=2 seeds=2 methods=grpo,aspo"
    let figure = try drawnFigure([sweep], "plot pareto metric=entropy,acc")
    #expect(figure.footnote.contains("points: lr = 0.5 … 4"))
    let lines = figure.panels[0].lines
    let bars = lines.prefix { $0.name.isEmpty }
    #expect(bars.count == 2 && bars.allSatisfy { $0.isThin && $0.style == Mark.neutralStyle })
    #expect(bars.allSatisfy { !$0.pieces.isEmpty })
    #expect(lines.dropFirst(2).map(\.name) == ["GRPO", "ASPO"])
    #expect(lines.dropFirst(2).allSatisfy { !$0.isThin && $0.style >= 0 })
    let few = try drawnFigure(
        [sweep.replacing("0.5,1,2,4", with: "1,2")], "plot pareto metric=entropy,acc")
    #expect(few.footnote.contains("points: lr = 1, 2"))
}

@Test("A metric that the sweep does not have is named; those that it has are offered")
func unknownMetric() throws {
    var (session, _) = try run(["sweep world=bandit lr=1,2 steps=2 seeds=2"])
    for plot in ["plot pareto metric=acc,foo", "plot sweep metric=foo"] {
        let found = session.failure(of: "\(plot) out=f.png")
        let error = try #require(found)
        #expect(error.message == "this sweep has no foo" && error.code == .missing)
        #expect(error.hint == "it has entropy, mean_entropy, acc, pass16")
    }
    let line = "plot pareto metric=acc,mean"
    let offered = session.completions(line, cursor: line.count).candidates.map(\.text)
    #expect(offered.contains { $0.contains("mean_entropy") })
    let figure = try drawnFigure(
        ["sweep world=bandit lr=1,2 steps=2 seeds=2"], "plot sweep metric=mean_entropy,pass16")
    #expect(figure.panels.map(\.title) == ["Mean entropy", "Final pass@16"])
}

@Test("A correction on a plot of weights is told where it is drawn, by a command that works")
func correctionElsewhere() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(["plot weight correction=tis out=\(scratch.word("a.png"))"])
    let line = "plot weight + correction correction=tis"
    #expect(
        listener.notes == [
            "correction= changes nothing here; plot correction draws the factor: \(line)"
        ])
    #expect(try drawnFigure([], line).panels.count == 3)
}

@Test(
    "plot pareto says what it needs",
    arguments: [
        ([], "plot pareto", "first type sweep world=graph lr=40..640 scale=log n=5 seeds=4"),
        (
            ["sweep world=bandit lr=1,2 steps=2 seeds=2"], "plot pareto metric=acc",
            "give two of entropy, mean_entropy, acc, pass16: plot pareto metric=entropy,pass16"
        ),
        (
            ["sweep world=bandit lr=1,2 eps_high=0.2,0.3 steps=2 seeds=2"], "plot pareto",
            "plot sweep shows it"
        ),
    ])
func paretoErrors(lines: [String], plot: String, hint: String) throws {
    var (session, _) = try run(lines)
    #expect(session.failure(of: "\(plot) out=f.png")?.hint == hint)
}
