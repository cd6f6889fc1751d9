// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

private func figure(_ lines: [String], _ plot: String) throws -> Figure {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(lines + ["\(plot) out=\(scratch.word("f.png"))"])
    return try #require(listener.figures.last)
}

@Test("plot weight: two panels, good and bad tokens, the ratio on a logarithmic axis")
func weightFigure() throws {
    let figure = try figure([], "plot weight")
    #expect(figure.panels.count == 2)
    for panel in figure.panels {
        #expect(panel.x.scale == .logarithmic && panel.x.range == 0.2...5)
        #expect(panel.lines.map(\.name) == ["GRPO", "ASPO"])
        #expect(panel.lines.map(\.style) == [0, 1])
    }
    #expect(figure.panels[0].title.contains("A > 0") && figure.panels[1].title.contains("A < 0"))
    #expect(
        figure.footnote == "$\\epsilon_{low}$ = 0.2, $\\epsilon_{high}$ = 0.2, $c$ = 3",
        "no method here depends on π_old")
    for number in ["GRPO: 0.5 at r = 0.5, A > 0", "ASPO: 2 at r = 0.5, A > 0"] {
        #expect(figure.alternativeText.contains(number))
    }
}

/// At which ratio a method's curve jumps, from what (which belongs to it) to what (which does not).
private let jumps: [(method: String, panel: Int, ratio: Double, closed: Double, open: Double)] = [
    ("grpo", 0, 1.2, 1.2, 0), ("grpo", 1, 0.8, 0.8, 0), ("grpo", 1, 3, 3, 0),
    ("aspo", 0, 1.2, 1 / 1.2, 0), ("aspo", 1, 0.8, 0.8, 0), ("dapo", 0, 1.28, 1.28, 0),
    ("nois", 0, 1.2, 1, 0), ("nois", 1, 0.8, 1, 0),
]

@Test(
    "A jump has its full dot where the weight is, and an open one where it is not",
    arguments: jumps)
private func dots(
    row: (method: String, panel: Int, ratio: Double, closed: Double, open: Double)
) throws {
    let line = try #require(
        try figure([], "plot weight methods=\(row.method)").panels[row.panel].lines.first)
    let closed = line.closedEnds.first { isClose($0.x, row.ratio) }
    let open = line.openEnds.first { isClose($0.x, row.ratio) }
    #expect(isClose(closed?.y, row.closed))
    #expect(isClose(open?.y, row.open))
}

@Test(
    "No curve rises or falls vertically, and none jumps within a piece",
    arguments: [
        "plot weight methods=ppo,grpo,dapo,aspo,cispo,sapo",
        "plot weight methods=dcpo,dppo-tv,aspo-code",
        "plot gradient methods=grpo,aspo,cispo-verl,gppo",
    ])
func pieces(plot: String) throws {
    for panel in try figure([], plot).panels {
        for line in panel.lines {
            #expect(line.closedEnds.count == line.openEnds.count)
            #expect(line.pieces.count == line.closedEnds.count + 1)
            for piece in line.pieces {
                for (left, right) in zip(piece, piece.dropFirst()) {
                    #expect(left.x < right.x || left == right)
                    #expect(abs(left.y - right.y) < 0.35, "\(line.name) at \(left.x)")
                }
            }
            for (last, first) in zip(line.pieces, line.pieces.dropFirst()) {
                #expect(last.last?.x == first.first?.x)
            }
        }
    }
}

@Test("What all methods mask is shaded")
func regions() throws {
    func counts(_ plot: String) throws -> [Int] {
        try figure([], plot).panels.map(\.regions.count)
    }
    #expect(try counts("plot weight") == [1, 1])
    #expect(try counts("plot weight methods=grpo,reinforce") == [0, 0])
    #expect(try counts("plot weight methods=grpo,dapo") == [1, 2])
    let region = try #require(try figure([], "plot weight").panels[1].regions.first)
    #expect(isClose(region.x.upperBound, 0.8) && region.isHatched)
}

@Test("What holds for one sort of token only is said under the curves")
func tokenSort() throws {
    for kind in ["weight", "gradient"] {
        let note = try figure([], "plot \(kind) methods=aspo-code,aspo").footnote
        #expect(note.hasSuffix("ASPO (code): a token of low entropy"))
    }
}

@Test("Where the weight depends on the probability itself the footnote gives it")
func probabilityNote() throws {
    let note = try figure([], "plot weight methods=dcpo,grpo old=0.2").footnote
    #expect(note.contains("= 0.2, where $r$ ≤ 5"))
}

@Test("plot gradient: against the probability, at its old value")
func gradientFigure() throws {
    let figure = try figure([], "plot gradient old=0.3 range=0.05..1")
    #expect(figure.panels.count == 2)
    #expect(figure.panels.allSatisfy { $0.x.range == 0.05...1 })
    #expect(figure.footnote.contains("= 0.3"))
    let grpo = try #require(figure.panels[0].lines.first)
    let point = try #require(grpo.pieces[0].first { $0.x > 0.2 })
    #expect(isClose(point.y, point.x / 0.3 * (1 - point.x)))
    let plain = try PlotsTests.figure([], "plot gradient")
    #expect(plain.alternativeText.contains("GRPO: 0.425 at π = 0.15"))
}

@Test("plot entropy: mean and band of each method, and what kind of picture it is")
func entropyFigure() throws {
    let setup = ["set eps_high=0.3", smallGraph + " methods=grpo,aspo,cispo"]
    let figure = try figure(setup, "plot entropy")
    let panel = try #require(figure.panels.first)
    #expect(figure.panels.count == 1)
    #expect(panel.title == "Policy entropy")
    #expect(panel.lines.map(\.name) == ["GRPO", "ASPO", "CISPO"])
    #expect(panel.bands.map(\.style) == [0, 1, 2])
    #expect(panel.lines.allSatisfy { $0.pieces[0].count == 4 })
    for text in ["toy simulation", "world graph", "seeds 1–2", "ε 0.2/0.3", "not the paper's"] {
        #expect(figure.footnote.contains(text), "\(figure.footnote)")
    }
    let start = try #require(panel.lines[0].pieces[0].first?.y)
    #expect(figure.alternativeText.contains(NumberFormat.threeDigits(start)))
    let one = try PlotsTests.figure(setup, "plot entropy methods=aspo")
    #expect(one.panels[0].lines == [panel.lines[1]], "a method keeps its colour")
    let exact = try PlotsTests.figure(["preset rich", "simulate steps=3"], "plot entropy")
    #expect(exact.panels[0].bands.isEmpty)
    #expect(exact.footnote.contains("exact"))
}

/// Numbers as the words of figures have them.
private enum NumberFormat {
    static func threeDigits(_ number: Double) -> String {
        String(format: "%.3g", number)
    }
}

/// What was typed before a figure, and the plot.
private let recipes: [(setup: [String], plot: String)] = [
    ([], "plot weight"),
    (["use dapo,sapo,ppo", "set eps_high=0.5 dapo.eps_low=0.1"], "plot weight theme=dark"),
    (
        ["rule f = if A > 0 then min(1/sqrt(r), c) else r", "set f.c=4", "use f,grpo"],
        "plot weight"
    ),
    (["set c=2"], "plot weight methods=aspo,grpo eps_high=2*eps_low range=0.1..20"),
    ([], "plot gradient old=logp(-1.5)"),
    (["preset rich", "simulate steps=5 inner=4 methods=grpo,aspo", "clear"], "plot entropy"),
    (["set steps=9 lr=100", smallGraph, "set eps_low=0.3"], "plot entropy methods=aspo"),
    (
        ["set steps=4", "preset rich", "simulate steps=50", "reset", "undo"],
        "plot entropy run=run1"
    ),
    ([smallGraph + " methods=nois,grpo,topr norm=rloo"], "plot paired metric=acc to=grpo"),
    (["set kl_coef=0.1 kl_estimator=k2", smallGraph], "plot dynamics methods=aspo theme=dark"),
    (["rule g = exp(-H)*r", smallGraph + " methods=g,aspo c=5"], "plot entropy"),
    (["preset demo", "drop obviously", "set lr=0.5", "simulate lr=0.3 steps=3"], "plot entropy"),
]

@Test("A recipe makes the same figure again, and names no file and no machine", arguments: recipes)
private func replays(row: (setup: [String], plot: String)) throws {
    let scratch = try ScratchFolder()
    let out = "out=\(scratch.word("f.png")) force=yes"
    let (session, listener) = try run(row.setup + ["\(row.plot) \(out)"])
    let recipe = try #require(session.workspace.figures.last?.recipe.text)
    for word in [" out=", " force=", scratch.path, "202", NSUserName() + "/"] {
        #expect(!recipe.contains(word), "\(recipe)")
    }
    let lines = recipe.split(separator: "\n").map(String.init)
    let (again, other) = try run(lines.dropLast() + [(lines.last ?? "") + " " + out])
    #expect(other.figures.last == listener.figures.last)
    #expect(again.workspace.figures.last?.recipe.text == recipe)
}

@Test("What a figure's file says of itself has neither its name nor the time")
func sameBytes() throws {
    let scratch = try ScratchFolder()
    try run([
        "plot weight out=\(scratch.word("a.png"))", "plot weight out=\(scratch.word("b.png"))",
    ])
    #expect(try scratch.read("a.png") == scratch.read("b.png"))
}

@Test("Where nothing can be drawn, no file is made")
func failedDrawing() throws {
    let scratch = try ScratchFolder()
    var session = Session(
        environment: Environment(
            emit: { _ in }, isCancelled: { false },
            renderer: makeRenderer { _, _ throws(DrawingError) in
                throw DrawingError("no fonts", hint: "install some")
            }))
    let error = session.failure(of: "plot weight out=\(scratch.word("f.png"))")
    #expect(error?.code == .failed && error?.message == "no fonts" && error?.hint == "install some")
    #expect(scratch.names.isEmpty)
    #expect(session.workspace.figures.isEmpty)
    #expect(session.failure(of: "doctor")?.code == .failed)
}
