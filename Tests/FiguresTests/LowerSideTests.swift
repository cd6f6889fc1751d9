// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a figure of numbers from −1 at the left to 1 at the right, in colours.
private func ramp(_ theme: Theme, words: [String] = [], map: ColorMap = .poles) -> FigureLayout {
    let columns = 40
    let values = (0..<columns).map { Double($0 * 2 - columns + 1) / Double(columns) }
    let grid = CellGrid(
        xEdges: (0...columns).map { Double($0) }, yEdges: [0, 1], values: values)
    let scale = ColorScale("difference", map: map, range: -1...1, midpoint: 0)
    let panel = Panel(
        x: Axis("x"), y: Axis("y"),
        marks: [.heatmap(Mark.Heatmap(grid, scale: scale, words: words))])
    return arranged(Figure(title: "", panels: [panel], theme: theme))
}

/// The dashed lines between a figure's axes.
private func dashes(_ layout: FigureLayout) -> [(points: [Point], pen: Stroke)] {
    let plot = layout.scenes[0].frame.plot
    return layout.displayList.flattened.compactMap { item in
        guard case .path(let points, let pen) = item, !pen.dash.isEmpty,
            points.allSatisfy({
                plot.outset(0.1).contains(Box(x: $0.x, y: $0.y, width: 0, height: 0))
            })
        else { return nil }
        return (points, pen)
    }
}

/// The luminance of an ink on a ground, where some of the ground shows through.
private func luminance(_ ink: Color, on ground: Color) -> Double {
    func mixed(_ top: Double, _ below: Double) -> Double {
        ink.alpha * top + (1 - ink.alpha) * below
    }
    return Color(
        red: mixed(ink.red, ground.red), green: mixed(ink.green, ground.green),
        blue: mixed(ink.blue, ground.blue)
    ).luminance
}

@Test(
    "Without colours, dashes tell the lower side of a diverging map from the upper one",
    arguments: [Theme.light, .dark])
func lowerSide(theme: Theme) throws {
    let layout = ramp(theme)
    let lines = dashes(layout)
    let plot = layout.scenes[0].frame.plot
    let middle = plot.x + plot.width / 2
    #expect(lines.count > 10)
    #expect(lines.allSatisfy { $0.points.allSatisfy { $0.x <= middle } })
    let scale = try #require(layout.scenes[0].planes.heats.first?.scale)
    for step in stride(from: -0.975, through: -0.125, by: 0.1) {
        let place = middle + step * plot.width / 2
        let pens = lines.filter {
            ($0.points.map(\.x).min() ?? 0)...($0.points.map(\.x).max() ?? 0) ~= place
        }
        let pen = try #require(pens.first?.pen, "\(step)")
        let ground = try #require(scale.color(of: step))
        let (one, other) = (luminance(pen.color, on: ground), ground.luminance)
        #expect((max(one, other) + 0.05) / (min(one, other) + 0.05) > 1.8, "\(step)")
    }
}

@Test("Maps of one side, cells with numbers and pages of greys need no dashes")
func noDashes() {
    #expect(dashes(ramp(.light, map: .lagoon)).isEmpty)
    #expect(dashes(ramp(.print)).isEmpty)
    let values = (0..<40).map { "\($0 % 10)" }
    let layout = ramp(.light, words: values)
    #expect(layout.scenes[0].cellWords.isEmpty == !dashes(layout).isEmpty)
}

@Test("Tokens without numbers have a line below where theirs is on the lower side")
func lowerTokens() {
    let strip = Mark.TokenStrip(
        tokens: ["one", "two", "three"], rows: [.init("GRPO", values: [-1, 0, 1])],
        scale: .diverging("w", midpoint: 0))
    func lines(_ strip: Mark.TokenStrip) -> [Double] {
        let panel = Panel(x: Axis(""), y: Axis(""), marks: [.tokens(strip)])
        let layout = arranged(Figure(title: "", panels: [panel]))
        let boxes = layout.scenes[0].strip?.cells.map(\.box) ?? []
        return layout.displayList.flattened.compactMap { item in
            guard case .path(let points, let pen) = item, pen.width == 0.6, let first = points.first
            else { return nil }
            let inside = Box(x: first.x, y: first.y, width: 0, height: 0)
            return boxes.firstIndex { $0.contains(inside) }.map { Double($0) }
        }
    }
    #expect(lines(strip) == [0])
    var told = strip
    told.showsNumbers = true
    #expect(lines(told).isEmpty)
}
