// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a figure with every decision made, as the rule of thumb measures it.
func arranged(_ figure: Figure) -> FigureLayout {
    FigureLayout(figure, Typesetter(measuring: RuleOfThumb()))
}

@Test(
    "Whatever the figure, its words are apart, its lines named, its size exact", arguments: 1...40)
func anyFigure(seed: UInt64) {
    let figure = Figure.random(seed: seed)
    let layout = arranged(figure)
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectNumbersOnAxes(layout)
    expectLegendsCoverNothing(layout)
    expectEveryLineNamed(layout)
    expectExactSize(layout)
}

@Test("Whatever stands in a grid, its words are apart and its lines named", arguments: 1...12)
func anyGrid(seed: UInt64) {
    let layout = arranged(Figure.randomGrid(seed: seed))
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectNumbersOnAxes(layout)
    expectLegendsCoverNothing(layout)
    expectEveryLineNamed(layout)
    expectExactSize(layout)
}

/// No words lie on other words.
private func expectWordsApart(_ layout: FigureLayout) {
    let texts = layout.texts.filter { $0.box.width > 0 }
    for (index, text) in texts.enumerated() {
        for other in texts[(index + 1)...] {
            #expect(!text.extent.outset(-0.01).overlaps(other.extent), "\(text) on \(other)")
        }
    }
}

/// All words stand on the page.
private func expectWordsOnThePage(_ layout: FigureLayout) {
    let page = Box(
        x: 0, y: 0, width: layout.figure.size.width, height: layout.figure.size.height)
    for text in layout.texts { #expect(page.contains(text.extent), "\(text)") }
}

/// Every axis has at least two numbers.
private func expectNumbersOnAxes(_ layout: FigureLayout) {
    for scene in layout.scenes {
        #expect(scene.frame.xTicks.filter { $0.label != nil }.count >= 2)
        #expect(scene.frame.yTicks.filter { $0.label != nil }.count >= 2)
    }
}

/// A legend inside the axes covers no curve and no note.
private func expectLegendsCoverNothing(_ layout: FigureLayout) {
    for legend in layout.legends where legend.hasBox {
        let scene = layout.scenes.first { $0.frame.plot.contains(legend.extent) }
        #expect(scene != nil)
        for point in scene?.curves.joined().joined() ?? [].joined().joined() {
            let dot = Box(x: point.x, y: point.y, width: 0, height: 0)
            #expect(!legend.extent.contains(dot))
        }
        for note in scene?.notes ?? [] { #expect(!legend.extent.overlaps(note.extent)) }
    }
}

/// Every line is named once, unless names are hidden.
private func expectEveryLineNamed(_ layout: FigureLayout) {
    let wanted = layout.figure.panels.filter { $0.naming != .hidden }
        .map { Set(PanelContent($0).entries) }
    let shown =
        layout.legends.map { $0.box.items.map(\.entry) }
        + layout.lineEnds.compactMap { $0?.labels.map(\.entry) }
    for names in shown { #expect(Set(names).count == names.count) }
    #expect(Set(shown.map(Set.init)) == Set(wanted.filter { !$0.isEmpty }))
}

/// The page has exactly the size asked for, and every place is near it.
private func expectExactSize(_ layout: FigureLayout) {
    let list = layout.displayList
    #expect(list.width == layout.figure.size.width)
    #expect(list.height == layout.figure.size.height)
    for case .path(let points, _) in list.flattened {
        #expect(points.allSatisfy { abs($0.x) < 1e5 && abs($0.y) < 1e5 })
    }
}

@Test("The same figure is laid out the same", arguments: 1...5)
func sameTwice(seed: UInt64) {
    let once = Figure.random(seed: seed).layout(measuring: RuleOfThumb())
    #expect(Figure.random(seed: seed).layout(measuring: RuleOfThumb()) == once)
}

@Test("Panels share their baselines and the heights of their axes")
func sharedBaselines() throws {
    var figure = Figure.random(seed: 3)
    let panel = try #require(figure.panels.first)
    var plain = panel
    plain.x.label = "step"
    figure.panels = [panel, plain]
    let layout = arranged(figure)
    #expect(Set(layout.scenes.map(\.frame.plot.y)).count == 1)
    #expect(Set(layout.scenes.map(\.frame.plot.bottom)).count == 1)
    let labels = layout.texts.filter { $0.role == .axisLabel && $0.isUpright }
    #expect(Set(labels.map(\.origin.y)).count == 1)
    #expect(layout.texts.filter { $0.role == .title }.map(\.box.runs.first?.text).contains("b"))
}
