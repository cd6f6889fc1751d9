// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a curve over 0 … 10.
private func curve(
    _ name: String, _ style: Int, points: Int = 60, _ function: (Double) -> Double
) -> Mark {
    let points = (0...points).map { step in
        let x = 10 * Double(step) / Double(points)
        return Point(x, function(x))
    }
    return .line(Mark.Line(name: name, style: style, pieces: [points], identity: name.lowercased()))
}

private func panel(_ marks: [Mark], _ naming: LineNaming = .legend) -> Panel {
    Panel(x: Axis("x"), y: Axis("y"), marks: marks, naming: naming)
}

/// Returns the names of a panel's legend, laid out alone.
private func names(_ panel: Panel) -> [String] {
    arranged(Figure(title: "", panels: [panel])).scenes[0].content.entries.map(\.name)
}

private func rise(_ x: Double) -> Double { x * x / 10 }

@Test("Lines that coincide wholly are one line with one name, in the style of the first")
func coinciding() throws {
    let marks = [
        curve("PPO", 4, rise), curve("ASPO", 1) { 5 - $0 / 4 }, curve("GRPO", 0, rise),
        curve("DAPO", 6, rise),
    ]
    let layout = arranged(Figure(title: "", panels: [panel(marks)]))
    let content = layout.scenes[0].content
    #expect(content.lines.map(\.style) == [4, 1])
    #expect(content.entries.map(\.name) == ["PPO = GRPO = DAPO", "ASPO"])
    // Nothing takes turns: one path in the style's own dash.
    let paths = layout.displayList.flattened.filter { item in
        guard case .path(_, let stroke) = item else { return false }
        return stroke == Stroke(curve: Theme.light.style(4))
    }
    #expect(paths.count == 1)
    let ends = arranged(Figure(title: "", panels: [panel(marks, .lineEnds)]))
    #expect(ends.lineEnds[0]?.labels.map(\.entry.name).sorted() == ["ASPO", "PPO = GRPO = DAPO"])
}

@Test("Lines with points at other places are the same line where they look the same")
func otherPoints() {
    #expect(
        names(panel([curve("a", 0, points: 200, rise), curve("b", 1, points: 163, rise)])) == [
            "a = b"
        ])
    let near = curve("b", 1, points: 163) { rise($0) + 0.05 }
    #expect(names(panel([curve("a", 0, points: 200, rise), near])) == ["a", "b"])
}

@Test("Lines that differ a little, in part or in the dots at their ends stay")
func notCoinciding() {
    #expect(names(panel([curve("a", 0, rise), curve("b", 1) { rise($0) + 1e-4 }])) == ["a", "b"])
    #expect(names(panel([curve("a", 0, rise), curve("b", 1) { min(rise($0), 9) }])) == ["a", "b"])
    func open(_ name: String, _ style: Int, at y: Double) -> Mark {
        .line(
            Mark.Line(
                name: name, style: style, pieces: [[Point(0, 1), Point(1, 1)]],
                openEnds: [Point(1, y)]))
    }
    #expect(names(panel([open("a", 0, at: 1), open("b", 1, at: 1)])) == ["a = b"])
    #expect(names(panel([open("a", 0, at: 1), open("b", 1, at: 0)])) == ["a", "b"])
    let gap = curve("b", 1) { $0 == 5 ? .nan : rise($0) }
    #expect(names(panel([curve("a", 0, rise), gap])) == ["a", "b"])
}

@Test("Bands and dots of bundled lines are drawn once, others stay")
func bundledMarks() {
    let (lower, upper) = ([Point(0, 0), Point(10, 9)], [Point(0, 1), Point(10, 11)])
    let other = [Point(0, 2), Point(10, 12)]
    let dots = [Point(5, 2.5)]
    let marks: [Mark] = [
        curve("a", 0, rise), curve("b", 1, rise), curve("c", 2, rise),
        .band(Mark.Band(style: 0, lower: lower, upper: upper)),
        .band(Mark.Band(style: 1, lower: lower, upper: upper)),
        .band(Mark.Band(style: 2, lower: lower, upper: other)),
        .points(Mark.Points(name: "", style: 0, points: dots)),
        .points(Mark.Points(name: "", style: 1, points: dots)),
        .points(Mark.Points(name: "", style: 2, points: [Point(6, 3.6)])),
    ]
    let content = PanelContent(panel(marks).bundled)
    #expect(content.lines.count == 1)
    #expect(content.bands.map(\.style) == [0, 2])
    #expect(content.dots.map(\.style) == [0, 2])
}

@Test("Lines of one style are bundled, and a method with two lines only with both")
func pairs() {
    #expect(names(panel([curve("a", 0, rise), curve("b", 0, rise)])) == ["a = b"])
    let two = [curve("a", 0, rise), curve("a", 0) { -$0 }]
    let same = [curve("b", 1, rise), curve("b", 1) { -$0 }]
    let other = [curve("b", 1, rise), curve("b", 1) { -2 * $0 }]
    #expect(names(panel(two + same)) == ["a = b"])
    #expect(PanelContent(panel(two + same).bundled).lines.count == 2)
    #expect(names(panel(two + other)) == ["a", "b"])
}

@Test("Many names of one line stand in rows, of which the first alone has a sample")
func rows() {
    let marks = (0..<6).map { curve("meth \($0)", $0, rise) }
    let entries = PanelContent(panel(marks).bundled).entries
    #expect(
        entries.map(\.name) == [
            "meth 0 = meth 1", "= meth 2 = meth 3", "= meth 4 = meth 5",
        ])
    #expect(entries.map(\.sample) == [.line(hasMarker: false), .continued, .continued])
    for naming in LineNaming.allCases {
        expectGoodLayout(arranged(Figure(title: "", panels: [panel(marks, naming)])))
    }
}

@Test(
    "Where more than three curves share a stretch, three take turns, those seen least elsewhere first"
)
func atMostThree() {
    let area = Box(x: 0, y: 0, width: 100, height: 50)
    func level(_ from: Double) -> [[Point]] { [[Point(from, 20), Point(100, 20)]] }
    // The first two are alone nowhere but on the shared stretch's left.
    let curves = [
        [[Point(0, 40), Point(50, 40), Point(50, 20), Point(100, 20)]], level(50), level(50),
        level(50), [[Point(0, 5), Point(50, 5), Point(50, 20), Point(100, 20)]],
    ]
    let turns = SharedStretches(area: area).turns(of: curves)
    let seen = turns.indices.filter { index in
        turns[index].contains { $0.turn == .slice && $0.from > 50 }
    }
    #expect(seen == [1, 2, 3])
    for x in stride(from: 50.25, to: 100, by: 0.5) {
        let drawn = turns.filter { stretches in
            stretches.contains { $0.from <= x && x < $0.to && $0.turn == .slice }
        }
        #expect(drawn.count == 1)
    }
}

@Test("Up to three dots at a place are rings around each other, more are one dot with their number")
func rings() {
    func circles(_ count: Int) -> (radii: [Double], words: [String]) {
        let marks = (0..<count).map { style in
            Mark.points(Mark.Points(name: "", style: style, points: [Point(5, 1)]))
        }
        let line = curve("a", 0) { $0 / 5 }
        let items = Figure(title: "", panels: [panel([line] + marks, .hidden)])
            .layout(measuring: RuleOfThumb()).flattened
        let radii = items.compactMap { item -> Double? in
            guard case .circle(center: _, let radius, fill: _, stroke: _) = item else { return nil }
            return radius
        }
        let words = items.compactMap { item -> String? in
            guard case .text(let text, at: _, let font, color: _, angle: _) = item, font.isBold
            else { return nil }
            return text
        }
        return (radii, words)
    }
    #expect(circles(3).radii.count == 3)
    #expect(circles(3).radii == circles(3).radii.sorted(by: >), "the largest is the farthest back")
    #expect(circles(3).words.isEmpty)
    #expect(circles(5).radii.count == 1)
    #expect(circles(5).words == ["5"])
}

@Test("What stands behind an average is pale and thin, shares no stretch and has no name")
func paleLines() {
    let pale = Mark.line(
        Mark.Line(
            name: "a, unsmoothed", style: 0, pieces: [[Point(0, 0), Point(10, 10)]], isPale: true))
    let panel = panel([pale, curve("a", 0, points: 1) { $0 }])
    #expect(names(panel) == ["a"])
    let strokes = Figure(title: "", panels: [panel]).layout(measuring: RuleOfThumb()).flattened
        .compactMap { item -> Stroke? in
            guard case .path(_, let stroke) = item else { return nil }
            return stroke.color.opacity(1) == Theme.light.style(0).color ? stroke : nil
        }
    let behind = strokes.filter { $0.color.alpha < 1 }
    #expect(behind.count == 1 && behind[0].width < 0.5 * Typography.curve)
    #expect(strokes.contains(Stroke(curve: Theme.light.style(0))))
}

@Test("Outlines of histograms are solid in every style, and so are their samples")
func outlines() {
    let marks = (0..<3).map { style in
        Mark.bars(
            Mark.Bars(
                name: "m\(style)", style: style, edges: [0, 1, 2], heights: [1, 2 + Double(style)],
                form: .outline))
    }
    for theme in Theme.all {
        let colors = Set((0..<3).map { theme.style($0).color })
        let strokes = Figure(title: "", panels: [panel(marks)], theme: theme)
            .layout(measuring: RuleOfThumb()).flattened.compactMap { item -> Stroke? in
                guard case .path(_, let stroke) = item else { return nil }
                return colors.contains(stroke.color) && stroke.width > 1 ? stroke : nil
            }
        #expect(strokes.count == 6 && strokes.allSatisfy { $0.dash.isEmpty })
    }
}
