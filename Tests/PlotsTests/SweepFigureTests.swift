// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Experiments
import Figures
import LabTestSupport
import Simulation
import Testing

@testable import Lab
import WorkbenchModel

private let small = smallGraph("methods=grpo,aspo,nois seeds=3")
    .replacing("simulate", with: "sweep")

/// Returns the figure that a line draws after others.
private func figure(_ lines: [String], _ plot: String) throws -> (Figure, Session) {
    let scratch = try ScratchFolder()
    var (session, listener) = try run(lines)
    try session.execute("\(plot) out=\(scratch.word("f.png"))")
    return (try #require(listener.figures.last), session)
}

extension Panel {
    fileprivate var heatmap: Mark.Heatmap? {
        marks.compactMap { if case .heatmap(let map) = $0 { map } else { nil } }.first
    }
}

@Test("plot sweep over one setting: a panel a metric, a curve a method, each with its interval")
func sweepCurves() throws {
    let (figure, session) = try figure(["\(small) lr=20..320 scale=log n=3"], "plot sweep")
    #expect(
        figure.panels.map(\.title) == [
            "Final entropy", "Final accuracy",
        ])
    let grid = SweepGrid(try #require(session.workbench.sweep))
    let panel = figure.panels[0]
    #expect(panel.x.scale == .logarithmic && panel.x.label == "learning rate")
    #expect(panel.lines.map(\.name) == ["GRPO", "ASPO", "no IS"])
    #expect(panel.x.ticks?.map(\.value) == grid.axes[0].values.compactMap(\.number))
    #expect(panel.x.ticks?.compactMap(\.label) == ["20", "80", "320"])
    let interval = try #require(grid.mean(0, of: "aspo", at: [.number(80)]))
    #expect(panel.lines[1].pieces[0][1] == Point(80, interval.mean))
    #expect(panel.bands[1].upper[1] == Point(80, interval.high))
    #expect(figure.footnote.hasPrefix("toy simulation · world graph · seeds 1–3"))
    #expect(
        session.workspace.figures[0].recipe.text.contains("\nsweep preset=graph-paper methods="))
}

@Test("plot sweep over words: dots with intervals beside each other over each word")
func sweepOverWords() throws {
    for axis in ["norm=grpo,rloo,drgrpo", "c=2,inf"] {
        let (figure, _) = try figure(["\(small) \(axis)"], "plot sweep metric=acc")
        let words = axis.drop { $0 != "=" }.dropFirst().split(separator: ",").map(String.init)
        #expect(figure.panels.count == 1 && figure.panels[0].x.scale == .categories(words))
        #expect(figure.panels[0].dots.map(\.name) == ["GRPO", "ASPO", "no IS"])
        #expect(figure.panels[0].dots.allSatisfy { $0.points.count == words.count })
    }
}

@Test("plot sweep over two settings: a heatmap a method, rings where the interval holds 0")
func sweepPlanes() throws {
    let line = "\(small) lr=40,640 epochs=1,2,3"
    let (figure, session) = try figure([line], "plot sweep")
    let grid = SweepGrid(try #require(session.workbench.sweep))
    #expect(
        figure.panels.map(\.title) == [
            "ASPO − GRPO: final entropy", "no IS − GRPO: final entropy",
        ])
    let map = try #require(figure.panels[0].heatmap)
    #expect(map.grid.columns == 2 && map.grid.rows == 3 && map.scale.midpoint == 0)
    var rings = 0
    #expect(figure.panels[0].y.scale == .categories(["3", "2", "1"]), "numbers grow upwards")
    #expect(map.words.count == 6 && Set(map.words.map { $0.hasPrefix("−") }).count <= 2)
    for (row, epochs) in [3.0, 2, 1].enumerated() {
        for (column, rate) in [40.0, 640].enumerated() {
            let difference = try #require(
                grid.difference(0, of: "aspo", at: [.number(rate), .number(epochs)]))
            #expect(map.grid[column: column, row: row] == difference.difference.mean)
            let isRinged = figure.panels[0].dots.contains {
                $0.points.contains(Point(Double(column) + 0.34, Double(row) - 0.32))
            }
            #expect(isRinged == !difference.difference.excludesZero)
            rings += isRinged ? 1 : 0
        }
    }
    #expect(figure.alternativeText.contains("without a difference seen at \(rings) of 6 points"))
    let words = zip(map.words, map.grid.values)
    #expect(words.allSatisfy { $0.isEmpty == $1.isNaN && ($0.hasPrefix("−") || $1 > -0.05) })
    let (alone, _) = try run([
        smallGraph("methods=grpo").replacing("simulate", with: "sweep")
            + " lr=40,640 epochs=1,2"
    ])
    let single = SweepGrid(try #require(alone.workbench.sweep))
    #expect(single.difference(0, of: "grpo", at: [.number(40), .number(1)]) == nil)
}

@Test("plot sweep says what is missing, and takes fewer methods")
func sweepFigureErrors() throws {
    var (session, _) = makeSession()
    #expect(session.failure(of: "plot sweep out=f.png")?.message == "there is no sweep yet")
    for line in ["preset rich", "sweep inner=1,8"] { try session.execute(line) }
    #expect(session.failure(of: "plot sweep metric=acc out=f.png")?.code == .missing)
    #expect(session.failure(of: "plot sweep methods=cispo out=f.png")?.code == .missing)
    let (figure, _) = try figure(
        ["preset rich", "sweep inner=1,8 lr=0.1,0.3"], "plot sweep methods=aspo values=no")
    #expect(figure.panels.count == 1)
    #expect(
        figure.panels[0].dots.flatMap(\.points).map(\.x) == [0, 0],
        "one update makes both the same; other exact numbers are sure")
    let lone = try alone(["preset rich", "sweep inner=1,8 lr=0.1,0.3 methods=grpo"])
    #expect(lone.panels[0].title == "GRPO: final entropy")
}

private func alone(_ lines: [String]) throws -> Figure {
    try figure(lines, "plot sweep").0
}
