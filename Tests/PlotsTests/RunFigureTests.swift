// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Figures
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

private func figure(_ session: Session, _ listener: Listener, _ plot: String) throws -> Figure {
    var session = session
    let scratch = try ScratchFolder()
    try session.execute("\(plot) out=\(scratch.word("f.png"))")
    return try #require(listener.figures.last)
}

@Test("plot paired: the difference at each step, its own interval, and a line at zero")
func pairedFigure() throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo,nois seeds=4")])
    let set = try #require(session.workbench.runs.last)
    let figure = try figure(session, listener, "plot paired")
    let panel = try #require(figure.panels.first)
    #expect(figure.panels.count == 1 && panel.lines.map(\.name) == ["ASPO", "no IS"])
    #expect(panel.lines.map(\.style) == [1, 3], "methods keep their colours")
    #expect(panel.marks.contains(.rule(Mark.Rule(at: 0, isHorizontal: true))))
    #expect(panel.title.contains("difference to GRPO"))
    let values = set.values(.entropy, of: "aspo")[2]
    let expected = Statistics.interval(zip(values, set.values(.entropy, of: "grpo")[2]).map(-))
    #expect(isClose(panel.lines[0].pieces[0][2].y, expected.mean))
    #expect(isClose(panel.bands[0].lower[2].y, expected.low))
    #expect(isClose(panel.bands[0].upper[2].y, expected.high))
    #expect(figure.footnote.contains("toy simulation · world graph · seeds 1–4 · ε 0.2/0.2"))
    let end = Statistics.compare(
        set.values(.entropy, of: "aspo")[3], with: set.values(.entropy, of: "grpo")[3])
    let verdict = try #require(end?.verdict(isExact: false))
    #expect(figure.alternativeText.contains("ASPO, at the end: \(verdict)."))
}

@Test("plot paired draws a panel for each metric that is named")
func pairedMetrics() throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo seeds=4")])
    let figure = try figure(session, listener, "plot paired metric=entropy,acc")
    #expect(figure.panels.count == 2)
    #expect(figure.panels[0].title.hasPrefix("Entropy") && figure.panels[1].title != "")
    #expect(figure.panels[0].lines[0].pieces != figure.panels[1].lines[0].pieces)
}

@Test("plot paired takes another metric, another method to hold against, and fewer methods")
func pairedChoices() throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo,nois")])
    let acc = try figure(session, listener, "plot paired metric=acc to=aspo methods=nois")
    #expect(acc.panels[0].lines.map(\.name) == ["no IS"])
    #expect(acc.title == "Difference of accuracy to ASPO")
    var other = session
    #expect(other.failure(of: "plot paired to=cispo out=f.png")?.code == .unknownName)
    #expect(other.failure(of: "plot paired methods=grpo out=f.png")?.code == .missing)
    let (bench, heard) = try run(["preset rich", "simulate steps=3"])
    let exact = try figure(bench, heard, "plot paired metric=kl_ref")
    #expect(exact.panels[0].bands.isEmpty && exact.footnote.contains("exact"))
    var single = bench
    #expect(single.failure(of: "plot paired metric=acc out=f.png")?.code == .missing)
}

@Test("plot dynamics: one panel a metric in two rows, all with the same colours")
func dynamicsFigure() throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo")])
    let figure = try figure(session, listener, "plot dynamics")
    #expect(figure.panels.count == 8 && figure.columns == 4)
    #expect(figure.panels[0].title == "Entropy [nats per token]")
    for panel in figure.panels {
        #expect(panel.lines.map(\.name) == ["GRPO", "ASPO"])
        #expect(panel.lines.map(\.style) == [0, 1])
    }
    let ratio = figure.panels[4]
    #expect(ratio.title == "Mean ratio, A > 0" && ratio.lines[0].pieces[0].count == 3)
    #expect(ratio.marks.contains(.rule(Mark.Rule(at: 1, isHorizontal: true))))
    // The layout says it once for each column.
    #expect(figure.panels.allSatisfy { $0.x.label == "training step" })
    for band in figure.panels[1].bands {
        #expect((band.lower + band.upper).allSatisfy { (0...1).contains($0.y) })
    }
    #expect(figure.alternativeText.contains("Accuracy: GRPO from"))
    #expect(figure.footnote.contains("toy simulation"))
}

@Test("plot dynamics leaves out what a world does not have")
func dynamicsOfOthers() throws {
    let (bench, heard) = try run(["preset rich", "simulate steps=3"])
    let figure = try figure(bench, heard, "plot dynamics")
    #expect(
        figure.panels.map(\.title) == [
            "Entropy [nats per token]",
            "KL from the start [nats]",
        ])
    let (exact, listener) = try run(["simulate preset=exact steps=3"])
    let rows = try PlotsTests.figure(exact, listener, "plot dynamics methods=aspo")
    #expect(rows.panels.count == 7, "no samples, no duplicates")
    #expect(rows.panels.allSatisfy { $0.lines.map(\.style) == [1] })
}

@Test("Figures of a simulation that was stopped say how much of it there is")
func stoppedFigures() throws {
    var (session, listener) = try run([smallGraph])
    let set = try #require(session.workbench.runs.last)
    let plan = try #require(set.plan)
    let cut = set.runs.map { run in
        var run = run
        run.rows.removeLast()
        return run
    }
    session.workspace.workbench.runs = [plan.runSet(named: "run1", runs: cut)]
    for plot in ["plot paired", "plot dynamics"] {
        let figure = try figure(session, listener, plot)
        #expect(figure.footnote.contains("0 of 4 runs"))
        #expect(figure.footnote.contains("steps 0 to 2"))
    }
}

/// Kinds with one metric a panel, and the metrics.
private let metricKinds: [(kind: String, metrics: [Metric])] = [
    ("accuracy", [.accuracy, .heldOutAccuracy]), ("kl", [.klFromOld, .klFromReference]),
    ("ratio", [.ratioPositive, .ratioNegative]),
    ("clip", [.outsidePositive, .outsideNegative, .maskedPositive, .maskedNegative]),
]

@Test(
    "Kinds of one metric a panel draw its mean over seeds with its interval", arguments: metricKinds
)
private func metricFigures(row: (kind: String, metrics: [Metric])) throws {
    let (session, listener) = try run([smallGraph("methods=cispo,grpo,nois,aspo seeds=3")])
    let set = try #require(session.workbench.runs.last)
    let figure = try figure(session, listener, "plot \(row.kind)")
    #expect(figure.panels.count == row.metrics.count)
    for (panel, metric) in zip(figure.panels, row.metrics) {
        #expect(panel.lines.map(\.name) == ["CISPO", "GRPO", "no IS", "ASPO"])
        #expect(panel.lines.map(\.style) == [2, 0, 3, 1], "methods keep their colours")
        for (line, method) in zip(panel.lines, set.methods) {
            let wanted = set.values(metric, of: method.name).filter { !$0.isEmpty }
                .map(Statistics.mean)
            #expect(line.pieces[0].map(\.y) == wanted && wanted.count >= 3)
        }
        #expect(!panel.y.label.isEmpty && !panel.title.isEmpty)
    }
    #expect(figure.footnote.contains("toy simulation · world graph · seeds 1–3 · ε 0.2/0.2"))
    #expect(figure.alternativeText.contains("CISPO from"))
}

@Test("Ratios of good and of bad tokens share an axis, and so do shares of tokens")
func sharedAxes() throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo")])
    for kind in ["ratio", "clip", "accuracy"] {
        let panels = try figure(session, listener, "plot \(kind)").panels
        let ranges = Set(panels.map(\.y.range))
        #expect(ranges.count == 1 && ranges.first != .some(nil))
        let range = try #require(panels[0].y.range)
        let drawn = panels.flatMap { panel in
            panel.lines.flatMap { $0.pieces.joined() } + panel.bands.flatMap { $0.lower + $0.upper }
        }
        #expect(drawn.allSatisfy { range.contains($0.y) })
    }
    let ratio = try figure(session, listener, "plot ratio").panels
    #expect(ratio.allSatisfy { $0.marks.contains(.rule(Mark.Rule(at: 1, isHorizontal: true))) })
}

@Test("Outside the interval is not the same as without gradient, and not every method has one")
func outsideAndMasked() throws {
    let (session, _) = try run([
        smallGraph("methods=ppo,cispo,reinforce lr=3"), smallGraph("methods=gspo"),
    ])
    let set = session.workbench.runs[0]
    func rows(_ method: String) -> [StepMetrics] {
        set.runs.filter { $0.method == method }.flatMap { $0.rows.dropLast() }
    }
    for row in rows("ppo") {
        let (outside, masked) = (row[.outsidePositive] ?? -1, row[.maskedPositive] ?? 2)
        #expect(outside >= masked && masked >= 0)
    }
    #expect(rows("cispo").contains { ($0[.outsidePositive] ?? 0) > 0 })
    #expect(rows("cispo").allSatisfy { $0[.maskedPositive] == 0 })
    #expect(rows("reinforce").allSatisfy { $0[.outsidePositive] == nil })
    let responses = session.workbench.runs[1].runs.flatMap(\.rows)
    #expect(responses.allSatisfy { $0[.outsidePositive] == nil })
}

@Test("A world that does not tell a metric is named, with one that does")
func metricMissing() throws {
    var (session, _) = try run(["preset rich", "simulate steps=3"])
    for kind in ["accuracy", "ratio", "clip"] {
        let found = session.failure(of: "plot \(kind) out=f.png")
        #expect(found?.code == .missing && found?.hint?.contains("world=graph") == true)
        #expect(found?.message.contains("world bench") == true)
    }
    let error = session.failure(of: "plot paired metric=entropi out=f.png")
    #expect(error?.code == .unknownName && error?.hint == "did you mean entropy?")
}

@Test("One seed has no band, one method one line, and a caption says so")
func singleRun() throws {
    let scratch = try ScratchFolder()
    let (session, listener) = try run([smallGraph("methods=aspo seeds=1")])
    let kinds = "entropy + kl + ratio"
    let figure = try figure(session, listener, "plot \(kinds)")
    #expect(figure.panels.count == 5)
    #expect(figure.panels.allSatisfy { $0.bands.isEmpty && $0.lines.map(\.style) == [1] })
    var other = session
    try other.execute("plot kl latex=yes out=\(scratch.word("k.png"))")
    let caption = try #require(listener.outputs.last)
    #expect(caption.contains("toy simulation, not a language model (world graph, seed 1;"))
    #expect(caption.contains("One seed, so that no spread is known."))
    #expect(caption.contains("c = 3"))
}

@Test(
    "What a figure of a simulation shows is said in words with what every table says of it",
    arguments: ["entropy", "accuracy", "kl", "ratio", "clip", "dynamics", "paired"])
private func captionInWords(kind: String) throws {
    let (session, listener) = try run([smallGraph("methods=grpo,aspo seeds=2")])
    let caption = try #require(session.workbench.runs.last).caption.text
    let words = try figure(session, listener, "plot \(kind)").alternativeText
    #expect(words.hasSuffix(" \(caption)."), "\(words)")
}
