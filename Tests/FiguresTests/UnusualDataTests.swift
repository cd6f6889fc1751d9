// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

private let greatest = Double.greatestFiniteMagnitude

/// Data that no axis was made for.
private let unusual: [[Point]] = [
    [], [Point(1, 1)], [Point(1, 1), Point(1, 1)], [Point(0, 0), Point(1, 0)],
    [Point(.nan, .nan)], [Point(0, .nan), Point(1, 2), Point(2, .nan)],
    [Point(0, .infinity), Point(1, -.infinity)],
    [Point(-greatest, -greatest), Point(greatest, greatest)],
    [Point(0, 1e-300), Point(1, 1e300)],
    [Point(0, .leastNonzeroMagnitude), Point(1, 4 * .leastNonzeroMagnitude)],
    [Point(0, 1), Point(1, 1 + 1e-15)], [Point(-5, -3), Point(-1, -2)],
    [Point(1e16, 1e16), Point(1e16 + 2, 1e16 + 2)], [Point(0, -1), Point(1e-12, 1)],
]

@Test("Unusual data still give a figure with numbers on both axes", arguments: unusual)
func anyData(points: [Point]) {
    for scale in [Axis.Scale.linear, .logarithmic] {
        let marks: [Mark] = [
            .line(Mark.Line(name: "a", style: 0, pieces: [points], closedEnds: points)),
            .band(Mark.Band(style: 0, lower: points, upper: points)),
            .note(Mark.Note("note", .above(points.first ?? Point(0, 0)))),
        ]
        let panel = Panel(
            x: Axis("x", scale: scale), y: Axis("y", scale: scale), marks: marks, naming: .lineEnds)
        let figure = Figure(title: "", panels: [panel])
        for scene in arranged(figure).scenes {
            #expect(scene.frame.xTicks.filter { $0.label != nil }.count >= 2)
            #expect(scene.frame.yTicks.filter { $0.label != nil }.count >= 2)
        }
        for case .path(let path, _) in figure.layout(measuring: RuleOfThumb()).flattened {
            #expect(path.allSatisfy { abs($0.x) < 1e5 && abs($0.y) < 1e5 })
        }
    }
}

/// Ranges that no axis can have as they are.
private let ranges: [ClosedRange<Double>] = [
    0...0, 1...1, -1...1, -.infinity...(.infinity), 0...(.infinity), 5...5,
    -greatest...greatest, -3...(-1),
]

@Test("Any range given becomes one that an axis can have", arguments: ranges)
func anyRangeGiven(range: ClosedRange<Double>) {
    for scale in [Axis.Scale.linear, .logarithmic] {
        let axis = Axis("", scale: scale, range: range)
        for found in [
            AxisRange.horizontal(axis, data: [1, 2]),
            AxisRange.vertical(axis, data: [1, 2], headroom: 0),
        ] {
            #expect(found.lowerBound < found.upperBound)
            #expect(found.lowerBound.isFinite && found.upperBound.isFinite)
            #expect(scale == .linear || found.lowerBound > 0)
        }
    }
}

@Test("An axis starts slightly below 0 where data touch it, at 0 where they come near")
func zero() {
    let touching = AxisRange.vertical(Axis(""), data: [0, 3], headroom: 0)
    #expect(touching.lowerBound < 0 && touching.lowerBound > -0.3)
    #expect(AxisRange.vertical(Axis(""), data: [0.1, 0.9], headroom: 0) == 0...1)
    #expect(AxisRange.vertical(Axis(""), data: [5, 6], headroom: 0).lowerBound > 4)
}

@Test("Pages of any size, and pages without panels, are laid out")
func anyPage() {
    for side in [Double.nan, .infinity, -5, 0, 1, 30, 80, 1e9] {
        var figure = Figure.random(seed: 4)
        figure.size = FigureSize(width: side, height: side)
        #expect(figure.layout(measuring: RuleOfThumb()).width > 0)
    }
    let empty = Figure(title: "", panels: [], footnote: "nothing to see")
    #expect(empty.layout(measuring: RuleOfThumb()).texts == ["nothing to see"])
}

@Test("Names that people type are shown without breaking the page", arguments: awkwardNames)
func anyName(name: String) {
    let line = Mark.Line(name: name, style: 0, pieces: [[Point(0, 0), Point(1, 1)]])
    for naming in [LineNaming.legend, .lineEnds] {
        let panel = Panel(
            title: name, x: Axis(name), y: Axis(name),
            marks: [.line(line), .note(Mark.Note(name, .corner))], naming: naming)
        let layout = arranged(Figure(title: name, panels: [panel, panel], footnote: name))
        let page = Box(x: 0, y: 0, width: 324, height: 216)
        for text in layout.texts { #expect(page.contains(text.extent), "\(text)") }
    }
}

@Test("Figures with the same gaps are equal, and with other ones are not")
func equalGaps() {
    func figure(_ gap: Int) -> Figure {
        let values = (0..<4).map { $0 == gap ? Double.nan : Double($0) }
        let grid = CellGrid(columns: 2, rows: 2, values: values)
        let points = values.enumerated().map { Point(Double($0.offset), $0.element) }
        let marks: [Mark] = [
            .heatmap(Mark.Heatmap(grid, scale: ColorScale("w"))),
            .line(Mark.Line(name: "a", style: 0, pieces: [points])),
            .bars(Mark.Bars(name: "b", style: 0, categories: values)),
            .tokens(
                Mark.TokenStrip(
                    tokens: ["a", "b", "c", "d"], rows: [Mark.TokenStrip.Row("m", values: values)],
                    scale: ColorScale("w"))),
        ]
        return Figure(
            title: "",
            panels: marks.map { Panel(x: Axis("x"), y: Axis("y"), marks: [$0]) })
    }
    #expect(figure(1) == figure(1))
    for index in figure(1).panels.indices {
        #expect(figure(1).panels[index] != figure(2).panels[index])
    }
    #expect(Set([Point(.nan, 1), Point(-.nan, 1), Point(1, .nan)]).count == 2)
}
