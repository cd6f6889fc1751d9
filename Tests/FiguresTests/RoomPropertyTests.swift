// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Figures

/// Pages from thumbnails to slides.
private let pages: [FigureSize] =
    [(6.0, 4.0), (8, 6), (8.5, 4.5), (9, 3), (12, 7), (15, 10), (24, 16), (7, 20)].map {
        FigureSize(width: $0 / 2.54 * 72, height: $1 / 2.54 * 72)
    } + SizePreset.all.map(\.size)

/// Widths of letters that are looked up once: searches lay the same words out again and again.
private final class RememberedWidths: TextMeasuring {
    private struct Run: Hashable {
        let text: String
        let font: Font
    }

    private var known: [Run: TextSize] = [:]

    func measure(_ text: String, font: Font) -> TextSize {
        let run = Run(text: text, font: font)
        if let size = known[run] { return size }
        let size = WidthTable.builtIn.measure(text, font: font)
        known[run] = size
        return size
    }
}

extension Figure {
    /// Returns a figure with one to twelve panels of any marks on a page of any size.
    fileprivate static func randomPage(seed: UInt64) -> Figure {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(
            in: 1...(Int.random(in: 0..<4, using: &random) > 0 ? 4 : 12), using: &random)
        var panels = (0..<count).map { _ in
            Bool.random(using: &random)
                ? Panel.random(&random, lines: 1...12) : .randomPlane(&random)
        }
        if Bool.random(using: &random), let first = panels.first {
            // As in most figures: the same lines and axes in all panels.
            panels = panels.map { _ in first }
            for index in panels.indices { panels[index].title = "Panel \(index)" }
        }
        for index in panels.indices {
            panels[index].staysWithNext = Int.random(in: 0..<4, using: &random) == 0
        }
        var figure = Figure(
            title: "random", panels: panels, columns: Int.random(in: 1...count, using: &random),
            size: pages.randomElement(using: &random) ?? .standard,
            typeface: Typeface.allCases.randomElement(using: &random) ?? .sans,
            footnote: "toy simulation · world graph · seeds 1–16 · $\\epsilon_{low}$ = 0.2")
        figure.isFlexible = Bool.random(using: &random)
        return figure
    }
}

/// What holds for every page that says it has room.
private func expectRoom(_ figure: Figure, _ widths: RememberedWidths) {
    var typesetter = Typesetter(measuring: widths, typeface: figure.typeface)
    typesetter.breaksLines = true
    var figure = figure
    let scale = figure.size.textScale
    figure.size.width /= scale
    figure.size.height /= scale
    figure.size.textScale = 1
    figure.size.axesHeight = figure.size.axesHeight.map { $0 / scale }
    guard let layout = Fitting(figure, typesetter).layout else { return }
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectLegendsCoverNothing(layout)
    for text in layout.texts {
        #expect(text.box.runs.allSatisfy { $0.font.size >= 5.5 - 1e-9 }, "\(text)")
        let isLong = text.box.width >= 22 * (text.box.runs.first?.font.size ?? 0)
        #expect(!text.box.isShortened || isLong, "\(text)")
    }
    for scene in layout.scenes {
        #expect(scene.frame.plot.width >= 45)
        #expect(scene.strip != nil || scene.frame.plot.height >= 30)
    }
    let isDirect = layout.lineEnds.contains { $0 != nil }
    #expect(!isDirect || layout.legends.isEmpty, "names stand at lines and in a legend")
}

@Test("Every page either has room for all of a figure, or names one that has", arguments: 1...8)
func room(seed: UInt64) throws {
    var figure = Figure.randomPage(seed: seed)
    let widths = RememberedWidths()
    guard !figure.layout(measuring: widths).fits else { return expectRoom(figure, widths) }
    let needed = try figure.neededSteps(of: 10) { figure throws(DrawingError) in
        figure.layout(measuring: widths)
    }
    let steps = try #require(needed)
    figure.size.width = 10 * Double(steps.width)
    figure.size.height = 10 * Double(steps.height)
    figure.size.axesHeight = nil
    figure.size.greatestHeight = nil
    #expect(figure.layout(measuring: widths).fits)
    expectRoom(figure, widths)
}

/// Returns a figure of plain panels, with the same axes and lines.
private func plain(_ count: Int, width: Double, height: Double, columns: Int? = nil) -> Figure {
    let panels = (0..<count).map { index in
        Panel(
            title: "Panel \(index)", x: Axis("training step", range: 0...100),
            y: Axis("entropy  [nats]", range: 0...2),
            marks: ["GRPO", "ASPO"].enumerated().map { style, name in
                let points = (0...20).map { Point(Double($0) * 5, Double(style) + 0.1) }
                return .line(Mark.Line(name: name, style: style, pieces: [points]))
            })
    }
    var figure = Figure(
        title: "plain", panels: panels, columns: columns,
        size: FigureSize(width: width, height: height), footnote: "toy simulation")
    figure.isFlexible = true
    return figure
}

@Test("Panels with the same axes say once what these are of, in ragged rows as well")
func sharedAxes() throws {
    let layout = arranged(plain(5, width: 500, height: 300, columns: 3))
    let labels = layout.texts.filter { $0.role == .axisLabel }
    #expect(labels.count { $0.isUpright } == 3, "one under the lowest panel of each column")
    #expect(labels.count { !$0.isUpright } == 2, "one in each row")
    let shown = layout.scenes.map(\.frame.shown)
    #expect(shown.map(\.xNumbers) == [false, false, true, true, true])
    #expect(shown.map(\.yNumbers) == [true, false, false, true, false])
    expectWordsApart(layout)
}

@Test("Numbers stand at each panel whose axes are of something else, or have other ends")
func axesOfTheirOwn() {
    var figure = plain(4, width: 500, height: 300, columns: 2)
    figure.panels[1].y.label = "accuracy"
    figure.panels[3].y.range = 0...3
    let shown = arranged(figure).scenes.map(\.frame.shown)
    #expect(shown.map(\.yLabel) == [true, true, true, false])
    #expect(shown.map(\.yNumbers) == [true, true, true, true])
}

@Test("Of a ragged grid, the free place takes the legend of all panels")
func legendInFreePlace() throws {
    let layout = arranged(plain(5, width: 500, height: 300, columns: 3))
    let legend = try #require(layout.legends.first)
    #expect(layout.legends.count == 1)
    let upper = layout.scenes[2].frame.plot
    #expect(legend.corner.x >= upper.x && legend.corner.y > upper.bottom)
    expectWordsApart(layout)
}

@Test("Panels that stay together stand in one row, whatever stands before them")
func pairsTogether() {
    let grid = PageGrid(columns: 3, [false, false, true, false, true, false])
    #expect(grid.cells.map(\.row) == [0, 0, 1, 1, 2, 2])
    #expect(grid.freeCells.map(\.row) == [2, 1, 0])
    #expect(PageGrid(columns: 1, [true, false]).rows == 2)
}

@Test("Words leave a page too small for them in the order that the manual states")
func ornaments() {
    let heights = stride(from: 130.0, through: 40, by: -5)
    let pages = heights.map { plain(2, width: 260, height: $0).layout(measuring: RuleOfThumb()) }
    let omitted = pages.filter(\.fits).map(\.omitted)
    for one in omitted { #expect(one == Ornament.allCases.filter(one.contains)) }
    #expect(omitted.contains([.footnote]))
    #expect(zip(omitted, omitted.dropFirst()).allSatisfy { $0.count <= $1.count })
    #expect(pages.last?.fits == false)
}

@Test("Titles stay where nothing else tells the panels apart")
func necessaryTitles() {
    #expect(plain(2, width: 300, height: 100).without(.titles).panels[0].title == "Panel 0")
    #expect(plain(1, width: 300, height: 100).without(.titles).panels[0].title.isEmpty)
}

@Test("Panels stand side by side rather than low, and below each other rather than thin")
func columnsForPage() {
    func columns(_ count: Int, _ width: Double, _ height: Double, _ wanted: Int? = nil) -> Int? {
        ColumnChoice(plain(count, width: width, height: height, columns: wanted)).columns[0]
    }
    #expect(columns(2, 227, 170) == 2)
    #expect(columns(2, 227, 400) == 1)
    #expect(columns(8, 436, 245, 4) == 4)
    #expect(columns(8, 436, 245, 3) == 4, "4 × 2 and not 3 × 3")
}

@Test("A page as high as its content takes more columns before it is higher than the paper's")
func paperHeight() throws {
    let column = try #require(SizePreset.named("icml-column"))
    var figure = plain(8, width: 1, height: 1, columns: 1)
    figure.size = column.size
    let page = figure.layout(measuring: RuleOfThumb())
    #expect(page.fits && page.height <= 648)
    figure.isFlexible = false
    #expect(!figure.layout(measuring: RuleOfThumb()).fits)
}
