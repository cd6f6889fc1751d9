// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab

private let load = "load \"\(shippedLog)\""

// MARK: tokens

@Test("plot tokens: the bench's tokens in their order, with the numbers of weights")
func benchStrip() throws {
    let figure = try drawnFigure(["preset demo"], "plot tokens methods=grpo,nois,aspo")
    let strip = try #require(figure.panels.first?.strips.first)
    #expect(strip.tokens == ["Therefore⁺", "obviously⁺", "lucky⁺", "wrong⁻"])
    #expect(strip.rows.map(\.name) == ["GRPO", "no IS", "ASPO"])
    let wanted = [[0.5, 10.0 / 9, .nan, 1.5], [1, 1, .nan, 1], [2, 0.9, .nan, 1.5]]
    for (row, values) in zip(strip.rows, wanted) {
        for (found, value) in zip(row.values, values) {
            #expect(value.isNaN ? found.isNaN : isClose(found, value))
        }
    }
    #expect(strip.showsNumbers && strip.scale.midpoint == 1)
    #expect(figure.footnote.contains("the bench"))
    #expect(
        figure.alternativeText.contains("ASPO: Therefore 2, obviously 0.9, lucky 0, wrong 1.5"))
}

@Test("plot tokens leaves out what has no advantage, and says so")
func stripWithoutSignal() throws {
    let lines = ["preset demo", "token none old=0.1 adv=0"]
    let figure = try drawnFigure(lines, "plot tokens")
    #expect(figure.panels[0].strips[0].tokens.count == 4)
    #expect(figure.footnote.contains("1 with $A=0$ left out"))
    var (session, _) = try run(["token none old=0.1 adv=0"])
    #expect(session.failure(of: "plot tokens out=f.png")?.code == .missing)
}

@Test("plot tokens response=: a response of the log, with the trainer's own ratios")
func logStrip() throws {
    let figure = try drawnFigure(
        [load], "plot tokens response=62 step=40 epoch=1 methods=reinforce,aspo-nomask")
    let strip = figure.panels[0].strips[0]
    #expect(strip.tokens.joined() == "2+4=06;3+4=06;3+8+0=11;+1=0==1=1")
    #expect(strip.rows[0].values.allSatisfy { $0 == 1 })
    #expect(abs((strip.rows[1].values.min() ?? 0) - 0.006527) < 1e-6, "A < 0: the ratio itself")
    #expect(figure.footnote.contains("response 62, step 40, epoch 1"))
    #expect(figure.alternativeText.contains("0 tokens with A > 0, 32 with A < 0"))
    var (session, _) = try run([load])
    let error = session.failure(of: "plot tokens response=62 step=3 out=f.png")
    #expect(error?.code == .unknownName && error?.hint?.contains("responses top=20") == true)
    #expect(session.failure(of: "plot tokens out=f.png")?.hint?.contains("response=ID") == true)
}

@Test("plot tokens and plot mass take methods on whole responses, where a log has responses")
func responsesOfLogs() throws {
    let figure = try drawnFigure(
        [load],
        "plot tokens response=62 step=40 epoch=1 methods=gspo,aspo-nomask eps_low=0.999")
    let rows = figure.panels[0].strips[0].rows
    // A < 0: ASPO without a mask has the ratio itself, of which GSPO has the geometric mean.
    let mean = exp(rows[1].values.map { log($0) }.reduce(0, +) / Double(rows[1].values.count))
    #expect(rows[0].values.count == 32 && rows[0].values.allSatisfy { isClose($0, mean) })
    let mass = try drawnFigure([load], "plot mass methods=gspo,grpo")
    let shares = mass.panels.flatMap(\.bars).filter { $0.name == "GSPO" }.flatMap(\.heights)
    #expect(isClose(shares.reduce(0, +), 1))
    var (session, _) = try run([load, "preset demo"])
    #expect(session.failure(of: "plot mass source=bench methods=gspo out=f.png")?.code == .failed)
    #expect(session.failure(of: "plot tokens methods=gspo out=f.png")?.code == .failed)
}

@Test("A strip of many tokens shows colours only, and is as tall as it takes")
func longStrip() throws {
    let tokens = (1...60).map { "token t\($0) old=0.1 new=0.11" }
    let long = try drawnFigure(tokens, "plot tokens")
    let short = try drawnFigure(Array(tokens.prefix(4)), "plot tokens")
    #expect(!long.panels[0].strips[0].showsNumbers && short.panels[0].strips[0].showsNumbers)
    #expect(long.size.axesHeight == 0 && short.size.axesHeight == 0)
    #expect(long.size.width > short.size.width)
    let all = try drawnFigure((1...450).map { "token t\($0) old=0.1 new=0.11" }, "plot tokens")
    #expect(all.panels[0].strips[0].tokens.count == 400)
    #expect(all.footnote.contains("the first 400 of 450 tokens"))
}

// MARK: mass and histogram

@Test("plot mass: the shares of reweigh, one group of bars a bin")
func massBars() throws {
    let lines = [load, "reweigh methods=grpo,aspo format=json"]
    let rows = try rows(try run(lines).1.outputs.last ?? "")
    let figure = try drawnFigure([load], "plot mass methods=grpo,aspo")
    let keys = ["gradient_mass_positive_by_bin", "gradient_mass_negative_by_bin"]
    for (panel, key) in zip(figure.panels, keys) {
        #expect(panel.bars.map(\.name) == ["GRPO", "ASPO"])
        for (bars, row) in zip(panel.bars, rows) {
            guard case .array(let shares)? = row[key] else {
                Issue.record("no \(key)")
                continue
            }
            #expect(bars.heights.count == 8)
            for (height, share) in zip(bars.heights, shares) {
                guard case .number(let share) = share else { continue }
                #expect(isClose(height, share))
            }
        }
    }
    let total = figure.panels.flatMap { $0.bars[0].heights }.reduce(0, +)
    #expect(isClose(total, 1), "both signs together")
    #expect(figure.footnote.contains("2362 tokens with A > 0, 826 with A < 0"))
    #expect(!figure.footnote.contains("simulation"))
}

@Test("plot mass and plot histogram take the bench where no log is loaded, or where asked")
func benchMass() throws {
    let bench = try drawnFigure(["preset demo"], "plot mass methods=reinforce")
    let positive = bench.panels[0].bars[0].heights
    // Old probabilities .1, .045, .02 and .2; gradients 1 − π of .95, .95, .97 and .7.
    let total = 0.95 + 0.95 + 0.97 + 0.7
    for (bin, mass) in [(2, 0.95), (1, 0.95 + 0.97)] {
        #expect(isClose(positive[bin], mass / total))
    }
    #expect(isClose(bench.panels[1].bars[0].heights[2], 0.7 / total))
    let asked = try drawnFigure(
        ["preset demo", load], "plot mass methods=reinforce source=bench")
    #expect(asked.panels == bench.panels)
    let counts = try drawnFigure(["preset demo", load], "plot histogram source=bench")
    #expect(counts.panels[0].bars.map { $0.heights.reduce(0, +) } == [3, 1])
}

@Test("plot histogram: every token with an advantage is in one bin, 1 is in the middle of one")
func histogramBars() throws {
    let figure = try drawnFigure([load], "plot histogram")
    let panel = figure.panels[0]
    #expect(panel.bars.map(\.name) == ["$A>0$", "$A<0$"])
    #expect(panel.bars.map { $0.heights.reduce(0, +) } == [2362, 826])
    let edges = panel.bars[0].edges
    #expect(edges.count <= 62 && edges.count == panel.bars[0].heights.count + 1)
    let place = try #require(edges.firstIndex { $0 > 1 })
    #expect(isClose(edges[place] * edges[place - 1], 1))
    #expect((edges.first ?? 1) < 0.006527 && (edges.last ?? 1) > 5.57)
    #expect(panel.y.scale == .logarithmic)
    #expect(figure.alternativeText.contains("Smallest ratio 0.00653"))
}

@Test("No formula in a footnote has a blank, at which a line might end")
func footnoteFormulas() throws {
    let setup = ["preset demo", "token none old=0.1 adv=0", load]
    for plot in ["tokens source=bench", "mass", "histogram", "lag methods=aspo-code", "surface"] {
        let parts = try drawnFigure(setup, "plot \(plot)").footnote.split(
            separator: "$", omittingEmptySubsequences: false)
        for formula in stride(from: 1, to: parts.count, by: 2).map({ parts[$0] }) {
            #expect(!formula.contains(" "), "\(plot): \(formula)")
        }
    }
}

// MARK: recipes

@Test(
    "Figures of logs and benches are made again by their recipe",
    arguments: [
        "plot tokens response=20 step=1 epoch=1", "plot mass eps_low=0.1", "plot histogram",
        "plot histogram source=bench", "plot mass methods=half,aspo", "plot lag lr=0.1",
        "plot regions methods=half", "plot surface axes=log",
        "plot curves metric=reward smooth=0.5",
    ])
func tokenRecipes(plot: String) throws {
    let scratch = try ScratchFolder()
    let curves = repository.appending(path: "assets/logs/tiny-curves.csv").path
    let out = "out=\(scratch.word("f.png")) force=yes"
    var (session, listener) = try run([
        "preset demo", "rule half = r/2 + 0.1", "set eps_high=0.3", load, "curves \"\(curves)\"",
        "\(plot) \(out)",
    ])
    let log = plot.hasPrefix("plot curves") ? curves : shippedLog
    try session.execute("replay \(scratch.word("f.png")) log=\"\(log)\"")
    #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
}
