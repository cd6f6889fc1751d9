// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a figure with every decision made, as the rule of thumb measures it.
func arranged(_ figure: Figure) -> FigureLayout {
    FigureLayout(figure, Typesetter(measuring: RuleOfThumb()))
}

/// Everything that holds for any figure.
func expectGoodLayout(_ layout: FigureLayout) {
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectNumbersOnAxes(layout)
    expectLegendsCoverNothing(layout)
    expectEveryLineNamed(layout)
    expectExactSize(layout)
}

/// No words lie on other words.
func expectWordsApart(_ layout: FigureLayout) {
    let texts = layout.texts.filter { $0.box.width > 0 }
    for (index, text) in texts.enumerated() {
        for other in texts[(index + 1)...] {
            #expect(!text.extent.outset(-0.01).overlaps(other.extent), "\(text) on \(other)")
        }
    }
}

/// All words stand on the page.
func expectWordsOnThePage(_ layout: FigureLayout) {
    let page = Box(
        x: 0, y: 0, width: layout.pageWidth, height: layout.heights.page)
    for text in layout.texts { #expect(page.contains(text.extent), "\(text)") }
}

/// Every axis has at least two numbers.
func expectNumbersOnAxes(_ layout: FigureLayout) {
    for scene in layout.scenes where scene.strip == nil {
        #expect(scene.frame.xTicks.filter { $0.label != nil }.count >= 2)
        #expect(scene.frame.yTicks.filter { $0.label != nil }.count >= 2)
    }
}

/// A legend inside the axes covers no curve and no note.
func expectLegendsCoverNothing(_ layout: FigureLayout) {
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
func expectEveryLineNamed(_ layout: FigureLayout) {
    let wanted = layout.figure.panels.filter { $0.naming != .hidden }
        .map { Set(PanelContent($0).entries) }
    let shown =
        layout.legends.map { $0.box.items.map(\.entry) }
        + layout.lineEnds.compactMap { $0?.labels.map(\.entry) }
    for names in shown { #expect(Set(names).count == names.count) }
    let isShared = shown.count == 1
    for names in wanted where !names.isEmpty {
        #expect(shown.contains { isShared ? names.isSubset(of: $0) : Set($0) == names })
    }
    #expect(Set(shown.joined()) == Set(wanted.joined()))
}

/// The page has exactly the size asked for, or axes as tall as asked for, and every place is near.
func expectExactSize(_ layout: FigureLayout) {
    let list = layout.displayList
    #expect(list.width == layout.pageWidth)
    if let wanted = layout.figure.size.axesHeight {
        for scene in layout.scenes where scene.strip == nil {
            #expect(scene.frame.plot.height >= wanted - 1e-9)
        }
    } else {
        #expect(list.height == layout.figure.size.height)
    }
    for case .path(let points, _) in list.flattened {
        #expect(points.allSatisfy { abs($0.x) < 1e5 && abs($0.y) < 1e5 })
    }
}
