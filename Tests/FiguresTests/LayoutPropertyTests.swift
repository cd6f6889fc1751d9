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
