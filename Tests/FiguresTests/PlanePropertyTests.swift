// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

@Test(
    "Whatever the pictures, bars and strips, words are apart and everything is named",
    arguments: 1...40)
func anyPlanes(seed: UInt64) {
    let layout = arranged(Figure.randomPlanes(seed: seed))
    expectGoodLayout(layout)
    expectLegibleCells(layout)
}

@Test("Figures of pictures are laid out the same twice", arguments: 1...5)
func samePlanesTwice(seed: UInt64) {
    let once = Figure.randomPlanes(seed: seed).layout(measuring: RuleOfThumb())
    #expect(Figure.randomPlanes(seed: seed).layout(measuring: RuleOfThumb()) == once)
}

/// Words in cells have contrast of 4.5 : 1 with their cell.
private func expectLegibleCells(_ layout: FigureLayout) {
    let theme = layout.figure.theme
    for scene in layout.scenes {
        guard let strip = scene.strip, let scale = scene.stripScale else { continue }
        for word in scene.cellWords where word.role == .cell {
            let cell = strip.cells.first { $0.box.outset(0.01).contains(word.extent) }
            #expect(cell != nil, "\(word)")
            let ground = scale.color(of: cell?.value ?? .nan) ?? theme.hatchedShade
            #expect(word.color.contrast(with: ground) >= 4.5)
        }
    }
}

/// Grids that no picture was made for.
private let unusual: [CellGrid] = [
    CellGrid(xEdges: [], yEdges: [], values: []), CellGrid(xEdges: [1], yEdges: [1], values: [3]),
    CellGrid(xEdges: [0, 1], yEdges: [0, 1], values: [2]),
    CellGrid(xEdges: [0, 1], yEdges: [0, 1], values: []),
    CellGrid(xEdges: [0, 0, 0], yEdges: [0, 1], values: [1, 2]),
    CellGrid(xEdges: [-1, 0, 1e300], yEdges: [1e-300, 1, 2], values: [1, 2, 3, 4]),
    CellGrid(xEdges: [0, .nan, 2], yEdges: [0, 1], values: [1, 2]),
    CellGrid(xEdges: [0, 1, 2], yEdges: [0, 1, 2], values: [.nan, .nan, .nan, .nan]),
    CellGrid(xEdges: [0, 1, 2], yEdges: [0, 1, 2], values: [.infinity, -.infinity, 0, 1e308]),
    CellGrid(xEdges: [2, 1, 0], yEdges: [0, 1], values: [1, 2]),
    CellGrid(columns: 0, rows: 0, values: []), CellGrid(columns: 3, rows: 1, values: [1, 1, 1]),
]

@Test("Unusual grids still give a figure with numbers on both axes", arguments: unusual)
func anyGrid(grid: CellGrid) {
    for scale in [Axis.Scale.linear, .logarithmic] {
        let heatmap = Mark.Heatmap(
            grid, scale: ColorScale("w", scale: scale), words: ["a", "b"], missingName: "none")
        let map = Mark.ClassMap(grid, classes: [.init("one", style: 0), .init("two", style: 1)])
        for marks in [
            [Mark.heatmap(heatmap), .contours(Mark.Contours(grid, levels: [0, 1.5, .nan]))],
            [.classes(map)],
        ] {
            let panel = Panel(
                x: Axis("x", scale: scale), y: Axis("y", scale: scale), marks: marks)
            let layout = arranged(Figure(title: "", panels: [panel]))
            expectNumbersOnAxes(layout)
            expectWordsApart(layout)
            expectExactSize(layout)
        }
    }
}

@Test("Empty bars, dots, areas and strips are no reason to fail")
func emptyMarks() {
    let marks: [Mark] = [
        .bars(Mark.Bars(name: "b", style: 0, edges: [], heights: [])),
        .bars(Mark.Bars(name: "c", style: 0, edges: [1, 2], heights: [.nan], form: .outline)),
        .points(Mark.Points(name: "p", style: 1, points: [])),
        .points(Mark.Points(name: "q", style: 1, points: [Point(.nan, 1)])),
        .area(Mark.Area(name: "a", style: 2, shapes: [[], [Point(0, 0)]])),
        .contours(Mark.Contours(CellGrid(columns: 0, rows: 0, values: []), levels: [])),
    ]
    for mark in marks {
        let panel = Panel(x: Axis("x"), y: Axis("y"), marks: [mark])
        let layout = arranged(Figure(title: "", panels: [panel]))
        expectNumbersOnAxes(layout)
        expectExactSize(layout)
    }
    let strip = Mark.TokenStrip(tokens: [], rows: [], scale: ColorScale("w"))
    let panel = Panel(x: Axis(""), y: Axis(""), marks: [.tokens(strip)])
    expectExactSize(arranged(Figure(title: "", panels: [panel])))
}

@Test("One row of cells takes the whole plot, each cell its part")
func oneRowOfCells() throws {
    let grid = CellGrid(columns: 4, rows: 1, values: [0, 1, 2, 3])
    let heatmap = Mark.Heatmap(grid, scale: ColorScale("w"))
    let panel = Panel(
        x: Axis("", scale: .categories(["a", "b", "c", "d"])),
        y: Axis("", scale: .categories(["only"])), marks: [.heatmap(heatmap)])
    let layout = arranged(Figure(title: "", panels: [panel]))
    let plot = try #require(layout.scenes.first).frame.plot
    let pictures = layout.displayList.flattened.compactMap { item -> (Raster, Box)? in
        guard case .image(let raster, let box) = item else { return nil }
        return (raster, box)
    }
    let (raster, box) = try #require(pictures.first)
    #expect(raster.columns == 4 && raster.rows == 1)
    #expect(abs(box.width - plot.width) < 1e-9 && abs(box.height - plot.height) < 1e-9)
    #expect(pictures.count == 2, "the heatmap and its colour bar")
}
