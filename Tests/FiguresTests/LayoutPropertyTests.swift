// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

@Test(
    "Whatever the figure, its words are apart, its lines named, its size exact", arguments: 1...40)
func anyFigure(seed: UInt64) {
    let figure = Figure.random(seed: seed)
    let layout = arranged(figure)
    expectGoodLayout(layout)
}

@Test("Whatever stands in a grid, its words are apart and its lines named", arguments: 1...12)
func anyGrid(seed: UInt64) {
    let layout = arranged(Figure.randomGrid(seed: seed))
    expectGoodLayout(layout)
}

@Test(
    "On a page as high as its content, axes are as tall as asked for and no words cut",
    arguments: 1...20)
func contentHeight(seed: UInt64) {
    var figure = Figure.random(seed: seed)
    figure.size = FigureSize(width: 396, height: 160, axesHeight: 90)
    let layout = arranged(figure)
    expectGoodLayout(layout)
    let typesetter = Typesetter(measuring: RuleOfThumb())
    for label in layout.figure.panels.map(\.y.label) {
        let words = typesetter.line(label, Typography.axisLabel)
        guard !label.isEmpty, words.width < 2 * figure.size.width else { continue }
        #expect(layout.texts.contains { !$0.isUpright && $0.box == words })
    }
}

@Test("A token strip makes its page as high as its lines, whatever the axes' height")
func stripHeight() {
    func page(_ count: Int) -> DisplayList {
        let strip = Mark.TokenStrip(
            tokens: (0..<count).map { "token\($0)" },
            rows: [Mark.TokenStrip.Row("GRPO", values: (0..<count).map(Double.init))],
            scale: ColorScale("w"), showsNumbers: true)
        return Figure(
            title: "", panels: [Panel(x: Axis(""), y: Axis(""), marks: [.tokens(strip)])],
            size: SizePreset.all[0].size
        ).layout(measuring: RuleOfThumb())
    }
    #expect(page(3).height < 90)
    #expect(page(60).height > 2 * page(3).height)
    #expect(!page(60).texts.contains { $0.contains("more") })
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
