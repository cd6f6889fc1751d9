// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab

/// A small file of curves that ships with the tests of its readers.
private func sample(_ name: String) -> String {
    "\"\(repository.appending(path: "Tests/TokenLogsTests/Resources/curves/\(name)").path)\""
}

@Test("A seed that diverges is said in table, figure, caption and words, and hides no other")
func divergedSeed() throws {
    let lines = ["curves \(sample("diverge.csv"))"]
    let table = try rows(try lastOutput("\(lines[0]) format=json"))
    #expect(table[0]["points"] == .number(7 * 30 + 12))
    #expect(table[0]["not_finite"] == .text("grpo: seed 3 not finite from step 12"))
    let runs = try rows(try lastOutput("\(lines[0]) metric=entropy format=json"))
    #expect(runs.map { $0["points"] } == [30, 30, 30, 12, 30, 30, 30, 30].map { .number($0) })
    #expect(runs[3]["not_finite"] == .text("from step 12") && runs[3]["last_step"] == .number(29))
    let figure = try drawnFigure(lines, "plot curves")
    let line = figure.panels[0].lines[0].pieces[0]
    #expect(line.count == 30 && line.allSatisfy { $0.y.isFinite })
    #expect(isClose(line[11].y, (0.78 + 0.83 + 0.88 + 0.93) / 4))
    #expect(isClose(line[12].y, (0.76 + 0.81 + 0.86) / 3), "the three that are left")
    let words = "GRPO: seed 3 not finite from step 12 (n = 3 there)"
    #expect(figure.footnote.hasSuffix(words) && figure.alternativeText.contains(words))
    let scratch = try ScratchFolder()
    let latex = try lastOutput(lines[0], "plot curves latex=yes out=\(scratch.word("f.png"))")
    #expect(latex.contains("\\caption{") && latex.contains("seed 3 not finite from step 12"))
}

@Test("A gap in all seeds stays a gap in line and band, and is said")
func gapOfAll() throws {
    let figure = try drawnFigure(["curves \(sample("gap.csv"))"], "plot curves")
    let panel = figure.panels[0]
    #expect(panel.lines[0].pieces[0].filter { $0.y.isNaN }.map(\.x) == [12, 13, 14, 15, 16, 17])
    #expect(panel.bands.map { $0.lower.first?.x } == [0, 18])
    #expect(figure.footnote.hasSuffix("all 4 seeds not finite at steps 12 to 17"))
}

/// The numbers of three seeds, one line each, and what the figure says of them.
private struct Lost: Sendable {
    let seeds: [String]
    let words: String?
    let means: [Double]
}

private let losses = [
    Lost(seeds: ["1 2 3", "3 4 5", "5 6 7"], words: nil, means: [3, 4, 5]),
    Lost(
        seeds: ["1 2 3", "3 nan 5", "5 6 7"], words: "seed 1 not finite at step 1 (n = 2 there)",
        means: [3, 4, 5]),
    Lost(
        seeds: ["1 2 3", "3 nan inf", "5 nan -inf"],
        words: "seeds 1, 2 not finite from step 1 (n = 1 there)", means: [3, 2, 3]),
    Lost(
        seeds: ["1 2 3", "nan nan nan", "5 6 7"],
        words: "seed 1 not finite at any step (n = 2 there)", means: [3, 4, 5]),
    Lost(
        seeds: ["nan 2 nan 4", "1 2 3 4", "1 2 3 4"],
        words: "seed 0 not finite at 2 of 4 steps, first 0 (n = 2 there)", means: [1, 2, 3, 4]),
    Lost(
        seeds: ["nan 2 3 nan", "1 2 3 4", "1 2 3 4"],
        words: "seed 0 not finite from step 3, and at 1 step before (n = 2 there)",
        means: [1, 2, 3, 4]),
    Lost(
        seeds: ["1 2", "3 4 5", "5 6 7"], words: "seed 0 ends at step 1 (n = 2 there)",
        means: [3, 4, 6]),
]

@Test(
    "Seeds that fail or end are left out of the mean where they do, and counted", arguments: losses)
private func lostSeeds(lost: Lost) throws {
    let scratch = try ScratchFolder()
    let rows = lost.seeds.enumerated().flatMap { seed, numbers in
        numbers.split(separator: " ").enumerated().map { "\(seed),\($0),\($1)\n" }
    }
    let file = try scratch.write("seed,step,x\n" + rows.joined(), to: "s.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot curves")
    #expect(figure.panels[0].lines[0].pieces[0].map(\.y) == lost.means)
    let parts = figure.footnote.components(separatedBy: " · ")
    #expect(parts.count == (lost.words == nil ? 1 : 2))
    if let words = lost.words { #expect(parts.last == words) }
}

@Test("A run that is never finite is said and has no line")
func neverFiniteRun() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("run,step,x\na,1,nan\nb,1,2\nb,2,3\n", to: "s.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot curves")
    #expect(figure.panels[0].lines.map(\.name) == ["b"])
    #expect(figure.footnote.hasSuffix("a: not finite at any step"))
}

@Test(
    "More runs than have room for names are drawn without, and counted", arguments: [16, 17, 300])
func manyRuns(count: Int) throws {
    let scratch = try ScratchFolder()
    let rows = (0..<count).flatMap { run in (1...2).map { "\(run),\($0),\(run)\n" } }
    let file = try scratch.write("rank,step,x\n" + rows.joined(), to: "r.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot curves")
    #expect(figure.panels[0].lines.count == min(count, 256))
    #expect((figure.panels[0].naming == .hidden) == (count > 16))
    let words = [17: " · 17 runs, not named", 300: " · the first 256 of 300 runs, not named"]
    #expect(figure.footnote == "each line is one run" + (words[count] ?? ""))
}

@Test("The horizontal axis says what the steps are")
func stepAxes() throws {
    let names = ["wandb_chart_time.csv", "epoch_only.csv", "noise.csv"]
    for (name, label) in zip(names, ["time (s)", "epoch", "training step"]) {
        let metric = name == "epoch_only.csv" ? " metric=entropy" : ""
        let figure = try drawnFigure(["curves \(sample(name))"], "plot curves\(metric)")
        #expect(figure.panels[0].x.label == label)
    }
}

@Test("yaxes=log and yrange= choose the vertical axis; what cannot be shown is said")
func chosenAxes() throws {
    let lines = ["curves \(sample("logy.csv"))"]
    let figure = try drawnFigure(lines, "plot curves yaxes=log")
    #expect(figure.panels[0].y.scale == .logarithmic)
    let range = try #require(figure.panels[0].y.range)
    let means = figure.panels[0].lines[0].pieces[0].map(\.y)
    #expect(means.allSatisfy { range.contains($0) } && range.lowerBound > 0)
    #expect(figure.panels[0].bands[0].lower.allSatisfy { $0.y >= range.lowerBound })
    let given = try drawnFigure(lines, "plot curves yrange=0..1 range=5..10")
    #expect(given.panels[0].y.range == 0...1 && given.panels[0].x.range == 5...10)
    let far = try drawnFigure(["curves \(sample("huge.csv"))"], "plot curves yaxes=log")
    #expect(far.footnote.hasSuffix("28 below 1e+270 not shown"))
    let scratch = try ScratchFolder()
    let zero = try scratch.write("step,x\n1,0\n2,-1\n3,2\n", to: "z.csv")
    let hidden = try drawnFigure(["curves \(zero)"], "plot curves yaxes=log")
    #expect(hidden.footnote.hasSuffix("2 at or below 0 not shown"))
    var (session, _) = try run(lines)
    #expect(session.failure(of: "plot curves yaxes=log yrange=0..1 out=f.png")?.code == .domain)
    #expect(session.failure(of: "plot curves yrange=1..0 out=f.png")?.code == .domain)
}
