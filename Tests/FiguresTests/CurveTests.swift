// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

private let area = Box(x: 0, y: 0, width: 100, height: 50)

/// Returns a level line over the whole area.
private func level(_ y: Double, from: Double = 0, to: Double = 100) -> [[Point]] {
    [[Point(from, y), Point(to, y)]]
}

@Test("Curves on top of each other take turns, and every place is drawn by one of them")
func takeTurns() {
    let turns = SharedStretches(area: area).turns(of: [level(20), level(20), level(40)])
    #expect(turns[2].isEmpty)
    for x in stride(from: 0.25, to: 100, by: 0.5) {
        let drawn = turns.prefix(2).map { stretches in
            stretches.contains { $0.from <= x && x < $0.to && $0.turn == .slice }
        }
        #expect(drawn.filter { $0 }.count == 1)
    }
    for stretches in turns.prefix(2) { #expect(stretches.filter { $0.turn == .slice }.count > 5) }
}

@Test("Curves that only cross are drawn by themselves")
func crossing() {
    let up = [[Point(0, 50), Point(100, 0)]]
    #expect(SharedStretches(area: area).turns(of: [up, level(25)]) == [[], []])
}

@Test("Beyond a shared stretch each curve keeps its own dash")
func partlyShared() {
    let turns = SharedStretches(area: area).turns(of: [level(20), level(20, from: 60)])
    #expect(turns[0].first?.turn == .alone)
    #expect(turns[0].first?.to == 60)
}

@Test("Lines are cut off at a box, in pieces where they leave it")
func clipLine() {
    let line = [Point(-50, 25), Point(50, 25), Point(50, 1e6), Point(90, 1e6), Point(90, 25)]
    let parts = Clipping.line(line, to: area)
    #expect(
        parts == [
            [Point(0, 25), Point(50, 25), Point(50, 50)], [Point(90, 50), Point(90, 25)],
        ])
}

@Test("Shapes are cut off at a box")
func clipPolygon() {
    let shape = [Point(-10, -10), Point(1e6, -10), Point(1e6, 1e6), Point(-10, 1e6)]
    let cut = Clipping.polygon(shape, to: area)
    #expect(Set(cut) == [Point(0, 0), Point(100, 0), Point(100, 50), Point(0, 50)])
    #expect(Clipping.polygon([Point(-9, 0), Point(-5, 0), Point(-5, 5)], to: area).isEmpty)
}

@Test("Thinned lines keep their extremes and ends")
func thinning() {
    var random = SeededGenerator(seed: 5)
    let points = (0...50_000).map { step in
        Point(Double(step) / 500, Double.random(in: 0...50, using: &random))
    }
    let thinned = Thinning.thinned(points)
    #expect(thinned.count < 4000)
    #expect(thinned.map(\.y).max() == points.map(\.y).max())
    #expect(thinned.map(\.y).min() == points.map(\.y).min())
    #expect(thinned.first == points.first && thinned.last == points.last)
    #expect(Thinning.thinned([Point(0, 0), Point(0, 0)]).count == 2)
}

@Test("Jumps are not joined, and dots stand at their ends")
func jumps() {
    let line = Mark.Line(
        name: "", style: 0, pieces: [[Point(0, 1), Point(1, 1)], [Point(1, 0), Point(2, 0)]],
        closedEnds: [Point(1, 1)], openEnds: [Point(1, 0)])
    let panel = Panel(x: Axis(""), y: Axis(""), marks: [.line(line)])
    let theme = Theme.light
    let items = Figure(title: "", panels: [panel]).layout(measuring: RuleOfThumb()).flattened
    let curves = items.filter { item in
        guard case .path(_, let stroke) = item else { return false }
        return stroke.color == theme.series[0].color
    }
    let fills = items.compactMap { item -> Color? in
        guard case .circle(center: _, radius: _, let fill, stroke: _) = item else { return nil }
        return fill
    }
    #expect(curves.count == 2)
    #expect(fills == [theme.series[0].color, theme.background])
}

@Test("Occupied cells are found, and only those")
func occupancy() {
    var cells = Occupancy(area: area)
    cells.mark(line: [Point(0, 25), Point(100, 25)])
    cells.finish()
    #expect(cells.count(in: Box(x: 10, y: 20, width: 10, height: 10)) > 0)
    #expect(cells.count(in: Box(x: 10, y: 30, width: 10, height: 10)) == 0)
    #expect(cells.count(in: Box(x: 200, y: 20, width: 10, height: 10)) == 0)
}

@Test("A line along the edge of a box is inside it")
func clippedEdge() {
    let box = Box(x: 0, y: 0, width: 10, height: 5)
    for (start, end) in [(Point(0, 0), Point(10, 0)), (Point(10, 0), Point(10, 5))] {
        #expect(Clipping.line([start, end], to: box) == [[start, end]])
    }
}
