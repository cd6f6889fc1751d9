// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

private let plot = Box(x: 10, y: 20, width: 100, height: 60)

/// Returns axes over a plot of 100 × 60 points.
private func frame(
    x: ClosedRange<Double>, y: ClosedRange<Double>, _ scale: Axis.Scale = .linear
) -> PanelFrame {
    PanelFrame(
        plot: plot, column: 0...120,
        x: AxisMap(scale: scale, range: x, start: plot.x, end: plot.right),
        y: AxisMap(scale: scale, range: y, start: plot.bottom, end: plot.y), xTicks: [], yTicks: [])
}

/// Returns the cells of a picture with the box over which they are stretched.
private func picture(_ placed: PlacedGrid) throws -> (raster: Raster, box: Box) {
    let list = DisplayList(
        width: 1, height: 1, background: Color(0), items: [placed.picture(grey)])
    for case .image(let raster, let box) in list.flattened { return (raster, box) }
    throw NoPicture()
}

private struct NoPicture: Error {}

/// Returns a grey as light as a number.
private func grey(_ value: Double) -> Color { Color(red: value, green: value, blue: value) }

@Test("The upper row of a picture has the greatest y")
func upperRow() throws {
    let grid = CellGrid(x: 0...2, y: 0...2, columns: 2, rows: 2) { x, y in x / 4 + y / 2 }
    let placed = try #require(PlacedGrid(grid, in: frame(x: 0...2, y: 0...2)))
    let raster = try picture(placed).raster
    #expect(placed.box == plot)
    #expect(raster.columns == 2 && raster.rows == 2)
    #expect(raster.cells.map(\.red) == [0.875, 1.125, 0.375, 0.625])
}

@Test("A picture shows at each place the number that belongs there", arguments: 1...12)
func everyPlace(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let isLogarithmic = seed % 2 == 0
    let scale = isLogarithmic ? Axis.Scale.logarithmic : .linear
    // Even cells on the one kind of axis are uneven ones on the other.
    let grid = CellGrid(x: 1...9, y: 1...5, columns: 8, rows: 7) { x, y in x + 10 * y }
    let low = Double.random(in: 0.5...2, using: &random)
    let frame = frame(x: low...8, y: 1...Double.random(in: 3...6, using: &random), scale)
    let placed = try #require(PlacedGrid(grid, in: frame))
    let (raster, box) = try picture(placed)
    for _ in 0..<200 {
        let point = Point(
            Double.random(in: 1.001...8.999, using: &random),
            Double.random(in: 1.001...4.999, using: &random))
        let place = try #require(frame.place(point))
        guard placed.box.outset(-1).contains(Box(x: place.x, y: place.y, width: 0, height: 0))
        else { continue }
        let index = try #require(placed.index(at: place))
        let column = min(Int(point.x - 1), 7)
        let row = min(Int((point.y - 1) / 4 * 7), 6)
        #expect(index == row * 8 + column)
        let cellX = Int((place.x - box.x) / box.width * Double(raster.columns))
        let cellY = Int((place.y - box.y) / box.height * Double(raster.rows))
        let shown = raster.cells[cellY * raster.columns + cellX].red
        // A sampled picture may be off by one of its cells at an edge.
        let isNearEdge = [-0.3, 0.3].contains { side in
            placed.index(at: Point(place.x + side, place.y)) != index
                || placed.index(at: Point(place.x, place.y + side)) != index
        }
        #expect(isNearEdge || shown == grid.values[index])
    }
}

@Test("A picture of cells that are even on the page has one cell each, else at most 1000")
func sizes() throws {
    let even = CellGrid(x: 1...100, y: 1...100, columns: 50, rows: 40) { x, y in x * y }
    let linear = try #require(PlacedGrid(even, in: frame(x: 1...100, y: 1...100)))
    let cells = try picture(linear).raster
    #expect(cells.columns == 50 && cells.rows == 40)
    let crowded = try #require(
        PlacedGrid(even, in: frame(x: 1...100, y: 1...100, .logarithmic)))
    #expect(try picture(crowded).raster.columns == 400)
    let near = try #require(PlacedGrid(even, in: frame(x: 20...21, y: 20...21)))
    #expect(try picture(near).raster.columns <= 2)
}

@Test("The first category of a vertical axis is at the top")
func categories() throws {
    let heatmap = Mark.Heatmap(
        CellGrid(columns: 1, rows: 3, values: [0, 1, 2]), scale: ColorScale("w"))
    let panel = Panel(
        x: Axis("", scale: .categories(["x"])),
        y: Axis("", scale: .categories(["first", "second", "third"])), marks: [.heatmap(heatmap)])
    let scene = try #require(arranged(Figure(title: "", panels: [panel])).scenes.first)
    #expect(
        scene.frame.yTicks.compactMap { $0.label?.runs.first?.text } == [
            "first", "second", "third",
        ])
    #expect(
        zip(scene.frame.yTicks, scene.frame.yTicks.dropFirst()).allSatisfy {
            $0.position < $1.position
        })
    let heat = try #require(scene.planes.heats.first)
    #expect(heat.grid.index(at: Point(scene.frame.plot.x + 5, scene.frame.plot.y + 2)) == 0)
}

@Test("Names of categories run upwards where they do not fit, and end at the axis")
func turned() throws {
    let names = (0..<10).map { "a long name \($0)" }
    let bars = Mark.bars(Mark.Bars(name: "b", style: 0, categories: names.map { _ in 1 }))
    let panel = Panel(x: Axis("", scale: .categories(names)), y: Axis("y"), marks: [bars])
    let layout = arranged(Figure(title: "", panels: [panel]))
    let scene = try #require(layout.scenes.first)
    #expect(scene.frame.xTicks.allSatisfy { $0.isTurned && $0.label != nil })
    let words = layout.texts.filter { $0.role == .tickLabel && !$0.isUpright }
    #expect(words.count == 10)
    #expect(Set(words.map { ($0.extent.y * 1000).rounded() }).count == 1)
    let many = (0..<60).map { "name \($0)" }
    let crowd = Panel(
        x: Axis("", scale: .categories(many)), y: Axis("y"),
        marks: [.points(Mark.Points(name: "p", style: 0, points: [Point(3, 1)]))])
    let ticks = try #require(arranged(Figure(title: "", panels: [crowd])).scenes.first).frame.xTicks
    #expect(ticks.count == 60)
    let named = ticks.filter { $0.label != nil }
    #expect(named.count >= 10 && named.count < 60)
    #expect(Set(zip(named, named.dropFirst()).map { ($1.value - $0.value) }).count == 1)
}

@Test("The sides between classes of uneven cells stand on the cells' edges")
func unevenSides() throws {
    let grid = CellGrid(xEdges: [0, 1, 10], yEdges: [0, 2, 3], values: [0, 1, 0, 0])
    let placed = try #require(PlacedGrid(grid, in: frame(x: 0...10, y: 0...3)))
    let sides = placed.sides { $0 == 1 }
    #expect(sides == [[Point(20, 40), Point(20, 80)], [Point(20, 40), Point(110, 40)]])
    #expect(placed.sides { $0 == 0 } == sides && placed.sides { $0 == 2 }.isEmpty)
}
