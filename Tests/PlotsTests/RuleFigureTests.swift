// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
@testable import Plots
import Testing
import TokenWeights

@testable import Lab

/// Returns a method's weight at two probabilities.
private func weight(_ rule: WeightRule, old: Double, new: Double, _ advantage: Double) -> Double {
    let token = Token(
        oldLogProbability: log(old), logProbability: log(new), advantage: advantage)
    return rule.bound([:]).score(token) / advantage
}

// MARK: surface

@Test(
    "plot surface has in each cell the rule's own weight, and none where the rule masks",
    arguments: ["grpo", "aspo", "cispo", "dcpo"], ["linear", "log"])
func surfaceCells(method: String, axes: String) throws {
    let figure = try drawnFigure([], "plot surface methods=\(method) axes=\(axes)")
    let rule = try #require(WeightRule.named(method))
    #expect(figure.panels.count == 2 && figure.columns == 2)
    for (panel, advantage) in zip(figure.panels, [1.0, -1.0]) {
        let heatmap = try #require(panel.heatmaps.first)
        let grid = heatmap.grid
        #expect(heatmap.missingName.contains("masked"))
        #expect(panel.x.scale == (axes == "log" ? .logarithmic : .linear))
        for row in stride(from: 0, to: grid.rows, by: 9) {
            for column in stride(from: 0, to: grid.columns, by: 7) {
                let (old, new) = (
                    middle(grid.xEdges, column, axes), middle(grid.yEdges, row, axes)
                )
                let wanted = weight(rule, old: old, new: new, advantage)
                let found = grid[column: column, row: row]
                #expect(found.isNaN ? wanted == 0 : isClose(found, wanted))
            }
        }
    }
}

private func middle(_ edges: [Double], _ index: Int, _ axes: String) -> Double {
    axes == "log"
        ? (edges[index] * edges[index + 1]).squareRoot() : (edges[index] + edges[index + 1]) / 2
}

@Test(
    "plot surface: one scale for all panels, nothing coloured at weight 1, lines at known weights")
func surfaceScale() throws {
    let figure = try drawnFigure([], "plot surface")
    #expect(
        figure.panels.map(\.title)
            == ["GRPO, $A > 0$", "GRPO, $A < 0$", "ASPO, $A > 0$", "ASPO, $A < 0$"])
    let scales = Set(figure.panels.flatMap { $0.heatmaps.map(\.scale) })
    #expect(scales.count == 1)
    let scale = try #require(scales.first)
    #expect(scale.midpoint == 1 && scale.scale == .logarithmic && scale.map.isDiverging)
    #expect(isClose(scale.range?.lowerBound, 0.1) && isClose(scale.range?.upperBound, 10))
    #expect(figure.panels[2].contours[0].levels == [1, 2])
    #expect(figure.panels[2].contours[0].names == ["1", "2"])
    #expect(figure.footnote.hasSuffix("$c$ = 3 · colours end at weights of 0.1 and 10"))
    for panel in figure.panels {
        #expect(panel.heatmaps.allSatisfy { !$0.missingShapes.isEmpty }, "masks end in their edges")
    }
    #expect(figure.alternativeText.contains("ASPO, A > 0: 2 at π = 0.25, 1 at π = 0.5, 0 at π"))
    let flat = try drawnFigure([], "plot surface methods=reinforce")
    #expect(flat.panels.allSatisfy { $0.contours.isEmpty }, "the same weight everywhere")
    let eight = try drawnFigure(
        [], "plot surface methods=ppo,grpo,dapo,nois,cispo,sapo,aspo,aspo-nocap")
    #expect(eight.panels.count == 16 && eight.columns == 4)
}

// MARK: regions

@Test(
    "plot regions: inside each bar the weight is what the legend says",
    arguments: WeightRule.ofTokens.map(\.name))
func regionBars(method: String) throws {
    let figure = try drawnFigure([], "plot regions methods=\(method) range=0.2..5 old=0.1")
    let rule = try #require(WeightRule.named(method))
    for (panel, advantage) in zip(figure.panels, [1.0, -1.0]) {
        #expect(panel.y.scale == .categories([rule.title]))
        var covered = 0.0
        for area in panel.areas {
            for shape in area.shapes {
                let (start, end) = (shape[0].x, shape[1].x)
                covered += log(end / start)
                for part in [0.01, 0.3, 0.5, 0.7, 0.99] {
                    let ratio = start * pow(end / start, part)
                    let found = weight(rule, old: 0.1, new: 0.1 * ratio, advantage)
                    let next = weight(rule, old: 0.1, new: 0.1 * ratio * 1.0001, advantage)
                    #expect(
                        agrees(area.name, ratio: ratio, found, next),
                        "\(area.name) at r = \(ratio): \(found)")
                }
            }
        }
        #expect(isClose(covered, log(25)), "the bars leave no gap and do not overlap")
    }
}

private func agrees(_ name: String, ratio: Double, _ weight: Double, _ next: Double) -> Bool {
    switch name.replacing("\\text{score}/A", with: "w") {
    case "masked, $w = 0$": weight == 0
    case "kept, $w = r$": isClose(weight, ratio)
    case "flipped, $w = 1/r$": isClose(weight, 1 / ratio)
    case "not weighted, $w = 1$": weight == 1
    case "capped, $w$ constant": weight > 0 && weight == next
    case "$w$ rises with $r$": weight > 0 && next > weight
    case "$w$ falls with $r$": weight > 0 && next < weight
    case "against $A$, $w < 0$": weight < 0
    default: false
    }
}

@Test("plot regions names its bounds in words, and takes typed rules")
func regionWords() throws {
    let text = try drawnFigure([], "plot regions methods=aspo").alternativeText
    #expect(
        text.contains(
            "ASPO, A > 0: capped (w constant) up to r = 0.333, then flipped (w = 1/r) up to r = 1.2, "
                + "then masked (w = 0)."))
    let typed = try drawnFigure(
        ["rule soft = if A > 0 then min(1/sqrt(r), 2) else 0"], "plot regions methods=soft")
    #expect(
        typed.alternativeText.contains(
            "soft, A > 0: capped (w constant) up to r = 0.25, then falling."))
    #expect(typed.alternativeText.contains("soft, A < 0: masked (w = 0)."))
    let eight = try drawnFigure(
        [], "plot regions methods=reinforce,nois,ppo,grpo,dapo,cispo,sapo,aspo")
    #expect(
        eight.panels[0].areas.map(\.name) == eight.panels[1].areas.map(\.name),
        "one legend for both panels")
    let styles = eight.panels[0].areas.map(\.style)
    #expect(Set(styles).count == styles.count, "each looks different")
    let note = try drawnFigure([], "plot regions methods=dcpo old=0.2").footnote
    #expect(note.contains("= 0.2"))
}

// MARK: lag

@Test("plot lag: the laggard arrives after 7 updates (GRPO), 6 (no IS) and 5 (ASPO)")
func catchUp() throws {
    let figure = try drawnFigure([], "plot lag methods=grpo,nois,aspo")
    #expect(
        figure.alternativeText.contains(
            "GRPO after 7 updates, no IS after 6 updates, ASPO after 5 updates"))
    let lines = figure.panels[0].lines
    #expect(lines.map(\.name) == ["GRPO", "GRPO", "no IS", "no IS", "ASPO", "ASPO"])
    #expect(lines.allSatisfy { $0.pieces[0].count == 11 })
    #expect(lines.map { $0.pieces[0][0].y } == [1.1, 0.8, 1.1, 0.8, 1.1, 0.8])
    #expect(figure.footnote.contains("toy simulation") && figure.footnote.contains("lr 0.03"))
}

@Test("plot lag moves a token by the exact softmax step, and stops it where the rule masks")
func catchUpSteps() throws {
    let figure = try drawnFigure(
        [], "plot lag methods=aspo old=0.3 leader=1.15 laggard=0.5 lr=0.2 updates=4")
    let rule = try #require(WeightRule.named("aspo"))
    for (line, start) in zip(figure.panels[0].lines, [1.15, 0.5]) {
        var p = 0.3 * start
        for point in line.pieces[0] {
            #expect(isClose(point.y, p / 0.3))
            // Δz of the token is lr·w·(1 − p), and that of all others −lr·w·(1 − p).
            let push = 0.2 * weight(rule, old: 0.3, new: p, 1) * (1 - p)
            p = 1 / (1 + (1 - p) / p * exp(-2 * push))
        }
    }
    let leader = figure.panels[0].lines[0].pieces[0]
    #expect(leader[4].y > 1.2 && leader[4].y == leader[2].y, "masked beyond 1 + ε_high")
    let never = try drawnFigure([], "plot lag updates=2").alternativeText
    #expect(never.contains("not within 2 updates"))
}

// MARK: all of them

/// Kinds that draw methods; a histogram is of ratios and a correction of ρ, whatever the method.
private let kindsOfRules = PlotKind.all.filter { kind in
    !kind.drawsRuns && ![PlotKind.histogram.name, PlotKind.correction.name].contains(kind.name)
}.map(\.name)

@Test(
    "Kinds of rules but curves of weights refuse methods on whole responses, and say what to do",
    arguments: kindsOfRules.filter { $0 != PlotKind.weight.name })
func responseMethods(kind: String) throws {
    var (session, _) = try run(["preset demo"])
    let found = session.failure(of: "plot \(kind) methods=gspo,aspo out=f.png")
    let error = try #require(found)
    #expect(error.message.contains("whole responses"))
    #expect(error.hint?.contains("methods=aspo") == true)
}

@Test("Captions name methods, parameters and what is drawn", arguments: kindsOfRules)
func captions(kind: String) throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        "preset demo", "set dapo.eps_high=0.3",
        "plot \(kind) methods=grpo,dapo out=\(scratch.word("f.png")) latex=yes",
    ])
    let text = try #require(listener.outputs.last)
    let caption = try #require(text.split(separator: "\n").first { $0.contains("\\caption") })
    #expect(caption.contains("GRPO and DAPO ("))
    #expect(caption.contains("$\\varepsilon_\\mathrm{low}$ = 0.2"))
    #expect(caption.contains("$\\varepsilon_\\mathrm{high}$ = 0.2 (DAPO 0.3), c = 3"))
}

@Test("Methods are named as of no use where none is drawn")
func unusedMethods() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        "plot correction methods=grpo out=\(scratch.word("a.png"))",
        "plot correction + weight methods=grpo out=\(scratch.word("b.png"))",
    ])
    #expect(
        listener.notes == ["methods= changes nothing here; plot correction is of no methods."])
}

@Test("A parameter that a kind does not use is named, and changes nothing")
func unusedParameters() throws {
    let scratch = try ScratchFolder()
    let (_, listener) = try run([
        "plot weight out=\(scratch.word("a.png"))",
        "plot weight smooth=0.5 values=no to=grpo out=\(scratch.word("b.png"))",
    ])
    #expect(
        listener.notes == [
            "smooth= changes nothing here; it is for plot phase, plot curves.",
            "values= changes nothing here; it is for plot sweep.",
            "to= changes nothing here; it is for plot paired.",
        ])
    #expect(listener.figures[0] == listener.figures[1])
}

@Test(
    "What cannot be drawn is refused with a remedy",
    arguments: [
        ("plot surface range=0.1..2", CommandError.Code.domain, "range=0.05..1"),
        ("plot lag leader=6", .domain, "lower old=0.2 or leader=6"),
        ("plot tokens", .missing, "preset demo"), ("plot mass", .missing, "load FILE"),
        ("plot histogram", .missing, "load FILE"), ("plot mass source=log", .missing, "load FILE"),
        ("plot tokens response=3", .missing, "load FILE"), ("plot curves", .missing, "curves FILE"),
        ("plot accuracy", .missing, "simulate world=graph"),
        ("plot kl", .missing, "simulate world=graph"),
        ("plot ratio", .missing, "simulate world=graph"),
        ("plot clip", .missing, "simulate world=graph"),
    ])
func refusals(plot: String, code: CommandError.Code, hint: String) throws {
    var (session, _) = makeSession()
    let found = session.failure(of: "\(plot) out=never.png")
    let error = try #require(found)
    #expect(error.code == code)
    #expect(error.hint?.contains(hint) == true, "\(error)")
}
