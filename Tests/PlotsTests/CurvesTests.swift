// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
import WorkbenchModel

/// The curves that come with Flipside.
private let shippedCurves = repository.appending(path: "assets/logs/tiny-curves.csv").path

@Test("curves lists the metrics, and the runs of one of them")
func metricList() throws {
    let all = try rows(try lastOutput("curves \"\(shippedCurves)\" format=json"))
    #expect(all.first?["metric"] == .text("entropy") && all.count == 10)
    #expect(all.first?["runs"] == .number(3) && all.first?["curves"] == .number(6))
    #expect(all.first?["points"] == .number(600) && all.first?["last_step"] == .number(100))
    let one = try rows(try lastOutput("curves \"\(shippedCurves)\" metric=entropy format=json"))
    #expect(
        one.map { $0["run"] } == ["grpo", "grpo", "aspo", "aspo", "nois", "nois"].map { .text($0) })
    #expect(one.first?["seed"] == .text("0") && one.first?["first"] == .number(0.205696))
    var (session, _) = makeSession()
    let error = session.failure(of: "curves \"\(shippedCurves)\" metric=entropi")
    #expect(error?.code == .unknownName && error?.hint == "did you mean entropy?")
    #expect(session.workbench.curves == nil)
    #expect(session.failure(of: "curves \"\(shippedCurves)\" nothing.csv")?.code == .file)
}

@Test("plot curves: the mean of the seeds with their range, methods in their own colours")
func curvesFigure() throws {
    let figure = try drawnFigure(["curves \"\(shippedCurves)\""], "plot curves metric=entropy")
    let panel = figure.panels[0]
    #expect(panel.lines.map(\.name) == ["GRPO", "ASPO", "no IS"])
    #expect(panel.lines.map(\.style) == MethodStyles.styles(of: ["grpo", "aspo", "nois"]))
    let table = fields(try String(contentsOfFile: shippedCurves, encoding: .utf8))
    let values = table.filter { $0.count > 3 && $0[0] == "grpo" && $0[2] == "7" }
        .compactMap { Double($0[3]) }
    #expect(values.count == 2)
    let point = panel.lines[0].pieces[0][6]
    #expect(point.x == 7 && isClose(point.y, values.reduce(0, +) / 2))
    #expect(panel.bands[0].lower[6].y == values.min() && panel.bands[0].upper[6].y == values.max())
    #expect(figure.footnote == "mean over seeds, with the range of the seeds")
    #expect(!figure.footnote.contains("simulation"), "real runs")
    #expect(figure.alternativeText.contains("GRPO from 0.202 at step 1 to"))
    let three = try drawnFigure(
        ["curves \"\(shippedCurves)\""], "plot curves metric=entropy,reward,kl_ref")
    #expect(three.panels.map(\.title) == ["entropy", "reward", "kl_ref"])
}

@Test("plot curves asks which of several metrics, and knows the ends of names")
func chosenMetrics() throws {
    let scratch = try ScratchFolder()
    let lines = (1...3).map {
        "{\"step\":\($0),\"data\":{\"actor/entropy\":\($0).5,\"critic/kl\":1,\"actor/kl\":2}}"
    }
    let file = try scratch.write(lines.joined(separator: "\n"), to: "run.jsonl")
    var (session, listener) = try run(["curves \(file)"])
    let error = session.failure(of: "plot curves out=f.png")
    #expect(error?.code == .missing && error?.hint?.contains("metric=actor/entropy") == true)
    #expect(error?.hint?.contains("critic/kl") == true)
    #expect(session.failure(of: "plot curves metric=kl out=f.png")?.code == .unknownName)
    try session.execute("plot curves metric=entropy out=\(scratch.word("f.png"))")
    let panel = try #require(listener.figures.last?.panels.first)
    #expect(panel.title == "actor/entropy" && panel.lines[0].name == "run")
    #expect(panel.lines[0].pieces[0] == [Point(1, 1.5), Point(2, 2.5), Point(3, 3.5)])
}

@Test("smooth= is the corrected moving average, said in the figure; a NaN stays a gap")
func smoothing() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write("step,loss\n0,4\n1,2\n2,nan\n3,8\n", to: "a.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot curves smooth=0.5")
    let lines = figure.panels[0].lines
    #expect(lines.map(\.name) == ["a, unsmoothed", "a"] && lines[0].style == lines[1].style)
    #expect(lines.map(\.isPale) == [true, false])
    #expect(figure.footnote.contains("pale: unsmoothed"))
    let found = lines[1].pieces[0].map(\.y)
    // m = 2, 2, 5 and the weights so far are 1/2, 3/4, 7/8.
    for (value, wanted) in zip(found, [4, 2 / 0.75, .nan, 5 / 0.875]) {
        #expect(wanted.isNaN ? value.isNaN : isClose(value, wanted))
    }
    #expect(figure.footnote.contains("exponential moving average, smooth = 0.5"))
    let plain = try drawnFigure(["curves \(file)"], "plot curves")
    #expect(plain.panels[0].lines.count == 1 && !plain.footnote.contains("average"))
    var (session, _) = try run(["curves \(file)"])
    #expect(session.failure(of: "plot curves smooth=1 out=f.png")?.code == .domain)
}

@Test("Several files are several runs, told apart by their folders where their names are the same")
func severalFiles() throws {
    let scratch = try ScratchFolder()
    for (folder, value) in [("a", 1), ("b", 2)] {
        try FileManager.default.createDirectory(
            atPath: scratch.file(folder), withIntermediateDirectories: true)
        _ = try scratch.write("step,loss\n0,\(value)\n5,\(value)\n", to: "\(folder)/log.csv")
    }
    let figure = try drawnFigure(
        ["curves \(scratch.word("a/log.csv")) \(scratch.word("b/log.csv"))"], "plot curves")
    #expect(figure.panels[0].lines.map(\.name) == ["a", "b"])
    #expect(Set(figure.panels[0].lines.map(\.style)).count == 2)
    #expect(figure.panels[0].lines.map(\.identity) == ["a", "b"])
    #expect(figure.panels[0].lines.allSatisfy { $0.markerStride == 1 }, "two points are few")
}

@Test("Names from files are shown as they are, dollars and all")
func namesWithDollars() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.write(
        "step,run,a$x^2$\n1,$y$,2\n2,$y$,3\n", to: "$z$.csv")
    let figure = try drawnFigure(["curves \(file)"], "plot curves names=yes")
    let panel = figure.panels[0]
    #expect(MathText(panel.title).plainText == "a$x^2$")
    #expect(MathText(panel.lines[0].name).plainText == "$y$")
    #expect(MathText(figure.footnote).plainText == "$z$.csv · one run")
    #expect(figure.alternativeText.contains("a$x^2$: $y$ from 2 at step 1 to 3 at step 2."))
}

@Test("Curves are saved with the session, and brought back")
func savedCurves() throws {
    let scratch = try ScratchFolder()
    let (session, _) = try run([
        "curves \"\(shippedCurves)\"", "save \(scratch.word("s.flip"))",
    ])
    let (again, _) = try run(["run \(scratch.word("s.flip"))"])
    #expect(again.workbench.curves == session.workbench.curves)
    #expect(again.workbench.curves != nil)
}
