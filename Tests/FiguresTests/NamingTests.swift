// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a straight line from left to right.
private func straight(_ name: String, _ style: Int, from: Double, to: Double) -> Mark {
    let points = (0...50).map { step in
        Point(Double(step), from + (to - from) * Double(step) / 50)
    }
    return .line(Mark.Line(name: name, style: style, pieces: [points]))
}

/// Returns a panel of lines.
private func panel(_ marks: [Mark], _ naming: LineNaming = .legend) -> Panel {
    Panel(x: Axis("x"), y: Axis("y"), marks: marks, naming: naming)
}

@Test("One line named twice is one legend entry")
func namedTwice() throws {
    let marks = [
        straight("GRPO", 0, from: 0, to: 0.1), straight("GRPO", 0, from: 0.2, to: 0.3),
        straight("ASPO", 1, from: 0, to: 1),
    ]
    let legend = try #require(arranged(Figure(title: "", panels: [panel(marks)])).legends.first)
    #expect(legend.box.items.map(\.entry.name) == ["GRPO", "ASPO"])
}

@Test("Panels with the same lines share one legend")
func sharedLegend() {
    let marks = [straight("GRPO", 0, from: 0, to: 0.1), straight("ASPO", 1, from: 0, to: 1)]
    let figure = Figure(title: "", panels: [panel(marks), panel(marks)], size: .wide)
    #expect(arranged(figure).legends.count == 1)
}

@Test("Panels with different lines have a legend each")
func ownLegends() {
    let first = panel([straight("GRPO", 0, from: 0, to: 1)])
    let second = panel([straight("ASPO", 1, from: 0, to: 1)])
    let figure = Figure(title: "", panels: [first, second], size: .wide)
    #expect(arranged(figure).legends.count == 2)
}

@Test("Names stand at the line ends where asked for, even when the ends are close together")
func lineEnds() throws {
    let marks = (0..<6).map { straight("method \($0)", $0, from: 1, to: 0.2 + 0.02 * Double($0)) }
    let layout = arranged(Figure(title: "", panels: [panel(marks, .lineEnds)]))
    let labels = try #require(layout.lineEnds.first ?? nil)
    #expect(labels.labels.count == 6)
    #expect(labels.hasLeaders)
    #expect(layout.legends.isEmpty)
}

@Test("A line that stops midway is named in a legend, not beside the axes")
func stopsMidway() throws {
    let short = Mark.line(
        Mark.Line(name: "short", style: 0, pieces: [[Point(0, 0), Point(10, 0.1)]]))
    let marks = [short, straight("long", 1, from: 0, to: 1)]
    let layout = arranged(Figure(title: "", panels: [panel(marks, .lineEnds)]))
    #expect(layout.lineEnds == [nil])
    #expect(layout.legends.count == 1)
}

@Test("Where curves fill the axes, the legend stands above them")
func above() throws {
    let zigzag = (0...400).map { Point(Double($0) / 8, $0 % 2 == 0 ? 0.0 : 1.0) }
    let full = Panel(
        x: Axis("x"), y: Axis("y", range: 0...1),
        marks: [.line(Mark.Line(name: "noise", style: 0, pieces: [zigzag, [Point(0, 0.5)]]))])
    var other = full
    other.marks.append(
        .line(Mark.Line(name: "short", style: 1, pieces: [[Point(0, 0), Point(20, 1)]])))
    let layout = arranged(Figure(title: "", panels: [other]))
    let legend = try #require(layout.legends.first)
    #expect(!legend.hasBox)
    #expect(legend.extent.bottom <= layout.scenes[0].frame.plot.y)
}

@Test("A note on a crowded plot gets room above the data")
func headroom() {
    let flat = straight("flat", 0, from: 1, to: 1.0001)
    let region = Mark.region(
        Mark.Region(x: -.infinity...(.infinity), isHatched: true, note: ["one", "two"]))
    let zero = straight("zero", 1, from: 0, to: 0)
    let scene = arranged(Figure(title: "", panels: [panel([region, flat, zero])])).scenes[0]
    #expect(scene.notes.count == 2)
    #expect(!scene.isCrowded)
}

@Test("Spread names keep their order and distance and stay in their range")
func spread() {
    let places = LineEndLabels.spread([50, 51, 52, 90], apart: 10, within: 0...100)
    #expect(places == [41, 51, 61, 90])
    let low = LineEndLabels.spread([99, 99, 99], apart: 10, within: 0...100)
    #expect(low == [80, 90, 100])
    #expect(LineEndLabels.spread([], apart: 10, within: 0...100).isEmpty)
}

@Test("A title longer than its axes begins farther left, and is whole where there is room")
func longTitle() throws {
    let panel = Panel(
        title: "Entropy of the policy", x: Axis("x"), y: Axis("a name"),
        marks: [.line(Mark.Line(name: "a", style: 0, pieces: [[Point(0, 1000), Point(1, 9000)]]))])
    let panels = ["a", "b", "c"].map { name in
        var panel = panel
        panel.y.label = "\(name) name"
        return panel
    }
    let layout = arranged(
        Figure(title: "", panels: panels, size: FigureSize(width: 396, height: 150)))
    let typesetter = Typesetter(measuring: RuleOfThumb())
    let whole = typesetter.line(panel.title, Typography.title)
    let titles = layout.texts.filter { $0.role == .title && $0.box == whole }
    #expect(titles.count == 3)
    let plot = try #require(layout.scenes.first).frame.plot
    #expect(layout.texts.contains { $0.role == .title && $0.origin.x < plot.x })
    expectGoodLayout(layout)
}

@Test("No line of a footnote ends inside a formula, beside a relation or before a dot")
func footnoteLines() {
    let note =
        "toy simulation · at $\\pi_{old} = 0.2, r \\le 5$ · $c$ = 3, price \\$ 5 · $A$ < 0 · end"
    let typesetter = Typesetter(measuring: RuleOfThumb())
    for width in stride(from: 40.0, through: 400, by: 7) {
        let lines = typesetter.wrapped(note, Typography.footnote, width: width, limit: 20)
        let starts = lines.compactMap(\.runs.first?.text)
        let ends = lines.compactMap(\.runs.last?.text)
        #expect(starts.allSatisfy { !["·", "=", "<"].contains($0.prefix(1)) }, "\(starts)")
        #expect(ends.allSatisfy { !["=", "<"].contains($0.suffix(1)) }, "\(ends)")
        #expect(lines.allSatisfy { line in !line.runs.contains { $0.text.contains("$\\") } })
    }
}

@Test("A title below a colour bar's upper end does not reach under the bar")
func titleBesideColorBar() throws {
    let grid = CellGrid(columns: 2, rows: 2, values: [1, 2, 3, 4])
    let panel = Panel(
        title: "a title that is longer than the axes", x: Axis("x"), y: Axis("y"),
        marks: [.heatmap(Mark.Heatmap(grid, scale: ColorScale("w")))])
    let layout = arranged(
        Figure(
            title: "", panels: [panel, panel], columns: 1,
            size: FigureSize(width: 198, height: 260)))
    let bar = try #require(layout.colorBars.first)
    #expect(bar.plan.rows.count == 2)
    let titles = layout.texts.filter { $0.role == .title }
    #expect(titles.allSatisfy { $0.extent.right <= bar.box.x })
}

@Test("No legend between axes is so narrow that nothing is left of its names")
func narrowLegend() {
    let lines = (0..<8).map { index in
        Mark.line(
            Mark.Line(
                name: "method number \(index)", style: index,
                pieces: [[Point(0, Double(index)), Point(1, Double(index) / 9)]]))
    }
    let panel = Panel(title: "t", x: Axis("x"), y: Axis("y"), marks: lines)
    let layout = arranged(
        Figure(
            title: "", panels: [panel, panel, panel],
            size: FigureSize(width: 396, height: 180, axesHeight: 100)))
    for legend in layout.legends {
        #expect(legend.box.items.allSatisfy { $0.name.width > 40 })
    }
    expectGoodLayout(layout)
}
