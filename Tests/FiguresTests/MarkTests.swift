// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

/// Returns a figure of one panel.
private func figure(_ marks: [Mark], x: Axis = Axis("x"), y: Axis = Axis("y")) -> Figure {
    Figure(title: "", panels: [Panel(x: x, y: y, marks: marks)])
}

/// Returns the first panel of a figure, laid out.
private func scene(_ figure: Figure) throws -> PanelScene {
    try #require(arranged(figure).scenes.first)
}

@Test("Bars side by side share a bin and stand on the axis")
func sideBySide() throws {
    let marks = (0..<3).map { index in
        Mark.bars(Mark.Bars(name: "m\(index)", style: index, categories: [1, 2]))
    }
    let scene = try scene(figure(marks, x: Axis("", scale: .categories(["a", "b"]))))
    let boxes = scene.bars.flatMap(\.boxes)
    #expect(boxes.count == 6)
    for (index, box) in boxes.enumerated() {
        #expect(abs(box.bottom - scene.frame.plot.bottom) < 1e-9)
        for other in boxes[(index + 1)...] { #expect(!box.outset(-0.01).overlaps(other)) }
    }
    #expect(scene.frame.y.range.lowerBound == 0)
}

@Test("Bars of a logarithmic axis have heights that the axis shows, and none at 0")
func logarithmicBars() throws {
    let bars = Mark.Bars(
        name: "b", style: 0, edges: [0, 1, 2, 3, 4], heights: [1, 0, 1000, .nan], form: .outline)
    let scene = try scene(figure([.bars(bars)], y: Axis("y", scale: .logarithmic)))
    #expect(scene.bars.first?.boxes.count == 2)
    #expect(scene.bars.first?.runs.count == 2)
    #expect(scene.frame.y.range.lowerBound < 1 && scene.frame.y.range.upperBound >= 1000)
}

@Test("Negative bars hang below 0")
func negativeBars() throws {
    let bars = Mark.Bars(name: "b", style: 0, edges: [0, 1, 2], heights: [-1, 1])
    let scene = try scene(figure([.bars(bars)]))
    let zero = try #require(scene.frame.y.place(0))
    let boxes = try #require(scene.bars.first).boxes
    #expect(boxes.count == 2)
    #expect(abs(boxes[0].y - zero) < 1e-9 && abs(boxes[1].bottom - zero) < 1e-9)
}

@Test("Every shape of marker is drawn inside its size and looks like no other")
func markers() {
    let center = Point(50, 50)
    var drawn: [[DisplayList.Item]] = []
    for shape in MarkerShape.allCases {
        let items = shape.items(at: center, radius: 3, color: Color(0), fill: Color(0))
        #expect(!items.isEmpty)
        for item in items {
            switch item {
            case .path(let points, _), .polygon(let points, fill: _):
                #expect(points.allSatisfy { abs($0.x - 50) < 4 && abs($0.y - 50) < 4 })
            case .circle, .rectangle, .text, .image, .clipped, .group: break
            }
        }
        #expect(!drawn.contains(items))
        drawn.append(items)
    }
}

@Test("A line carries a marker at every so many points, and so does its legend")
func lineMarkers() throws {
    let points = (0..<20).map { Point(Double($0), 1 - Double($0) / 40) }
    let line = Mark.Line(name: "a", style: 0, pieces: [points], markerStride: 5)
    let figure = figure([.line(line)])
    let items = figure.layout(measuring: RuleOfThumb()).flattened
    let circles = items.filter { if case .circle = $0 { true } else { false } }
    #expect(circles.count == 4 + 1)
    let layout = arranged(figure)
    #expect(layout.legends.first?.box.items.first?.entry.sample == .line(hasMarker: true))
}

@Test("Hatching stays inside its area, by the rule of even and odd")
func hatching() {
    let square = [Point(0, 0), Point(10, 0), Point(10, 10), Point(0, 10)]
    let hole = [Point(4, 0), Point(6, 0), Point(6, 10), Point(4, 10)]
    let across = [Point(-5, 5), Point(15, 5)]
    #expect(Clipping.segment(across, inside: [square]) == [[Point(0, 5), Point(10, 5)]])
    #expect(
        Clipping.segment(across, inside: [square, hole]) == [
            [Point(0, 5), Point(4, 5)], [Point(6, 5), Point(10, 5)],
        ])
    #expect(Clipping.segment([Point(0, 20), Point(9, 20)], inside: [square]).isEmpty)
    let box = Box(x: 3, y: 7, width: 40, height: 20)
    for pattern in AreaStyle.Pattern.allCases {
        let lines = HatchLines(box: box).lines(pattern)
        #expect(lines.isEmpty == (pattern == .plain))
        for point in lines.joined() {
            #expect(
                box.outset(1e-6).contains(Box(x: point.x, y: point.y, width: 0, height: 0)))
        }
    }
}

@Test("What lies outside a box is kept, in pieces")
func outside() {
    let box = Box(x: 4, y: -1, width: 2, height: 2)
    let line = [Point(0, 0), Point(10, 0), Point(10, 5)]
    #expect(
        Clipping.line(line, outside: box) == [
            [Point(0, 0), Point(4, 0)], [Point(6, 0), Point(10, 0), Point(10, 5)],
        ])
    #expect(Clipping.line([Point(4.5, 0), Point(5, 0)], outside: box).isEmpty)
    #expect(
        Clipping.line([Point(0, 5), Point(3, 5)], outside: box) == [[Point(0, 5), Point(3, 5)]])
}

@Test("Panels of one map of classes share a legend of what occurs in any of them")
func sharedClasses() throws {
    let classes: [Mark.ClassMap.Class] = [
        .init("kept", style: 0), .init("masked", style: 1), .init("capped", style: 2),
        .init("never", style: 3),
    ]
    func panel(_ values: [Double]) -> Panel {
        let grid = CellGrid(xEdges: [0, 1, 2], yEdges: [0, 1], values: values)
        return Panel(
            x: Axis("x"), y: Axis("y"), marks: [.classes(Mark.ClassMap(grid, classes: classes))])
    }
    let layout = arranged(
        Figure(title: "", panels: [panel([0, 1]), panel([0, 2])], size: .wide))
    #expect(layout.legends.count == 1)
    let names = try #require(layout.legends.first).box.items.map(\.entry.name)
    #expect(names == ["kept", "masked", "capped"])
}

@Test("A strip shows every token in every row, in lines no wider than the plot")
func strip() throws {
    let tokens = (0..<80).map { "token\($0)" }
    let rows = ["GRPO", "ASPO"].map {
        Mark.TokenStrip.Row($0, values: (0..<80).map(Double.init))
    }
    let mark = Mark.TokenStrip(tokens: tokens, rows: rows, scale: ColorScale("w"))
    var figure = figure([.tokens(mark)], x: Axis(""), y: Axis(""))
    figure.size = FigureSize(width: 480, height: 100, axesHeight: 0)
    let scene = try scene(figure)
    let strip = try #require(scene.strip)
    #expect(strip.rest == nil)
    #expect(strip.cells.count == 160)
    let shown = strip.cells.compactMap { $0.word.runs.first?.text }
    #expect(Set(shown) == Set(tokens))
    for (index, cell) in strip.cells.enumerated() {
        #expect(scene.frame.plot.outset(0.01).contains(cell.box))
        for other in strip.cells[(index + 1)...] {
            #expect(!cell.box.outset(-0.01).overlaps(other.box))
        }
    }
    let names = scene.cellWords.filter { $0.role == .tickLabel }
    #expect(names.count == 2 * Set(strip.cells.map(\.box.y)).count / 2)
}

@Test("A strip too long for its figure says how many tokens are missing")
func longStrip() throws {
    let tokens = (0..<900).map { "token\($0)" }
    let row = Mark.TokenStrip.Row("GRPO", values: tokens.map { _ in 1 })
    let mark = Mark.TokenStrip(tokens: tokens, rows: [row], scale: ColorScale("w"))
    let strip = try #require(try scene(figure([.tokens(mark)])).strip)
    let rest = try #require(strip.rest)
    let words = rest.box.runs.map(\.text).joined()
    #expect(words == "… \(900 - strip.cells.count) more")
}

@Test("Names with a long beginning in common are cut where they stay different")
func commonBeginnings() throws {
    let names = (0..<3).map { "asymmetric importance sampling with setting \($0)" }
    let marks = names.enumerated().map { index, name in
        Mark.line(
            Mark.Line(name: name, style: index, pieces: [[Point(0, 0), Point(1, Double(index))]]))
    }
    var figure = figure(marks)
    figure.size = FigureSize(width: 180, height: 150)
    let legend = try #require(arranged(figure).legends.first)
    let shown = legend.box.items.map { $0.name.runs.map(\.text).joined() }
    #expect(Set(shown).count == 3)
    #expect(shown.allSatisfy { $0.contains("…") })
    let type = Typesetter(measuring: RuleOfThumb())
    for cut in Typesetter.Cut.allCases {
        for name in awkwardNames {
            let box = type.line(name, Font(size: 10), maximum: 60, cut: cut)
            #expect(box.width <= 60)
            #expect(box.runs.allSatisfy { $0.x >= -0.01 && $0.x + $0.width <= 60.01 })
        }
    }
}
