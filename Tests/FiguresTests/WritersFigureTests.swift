// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Figures

/// Returns a panel with two lines.
private func panel(_ title: String = "", _ names: [String] = ["GRPO", "ASPO"]) -> Panel {
    let marks = names.enumerated().map { index, name in
        Mark.line(
            Mark.Line(
                name: name, style: index,
                pieces: [(0...40).map { Point(Double($0), Double($0 * (index + 1))) }]))
    }
    return Panel(
        title: title, x: Axis("x", range: 0...40), y: Axis("y", range: 0...100), marks: marks)
}

private func figure(_ panels: [Panel]) -> Figure { Figure(title: "t", panels: panels, size: .wide) }

/// Returns the words on a page that come from texts with a role.
private func words(_ layout: FigureLayout, _ role: PlacedText.Role) -> [String] {
    layout.texts.filter { $0.role == role }.map { $0.box.runs.map(\.text).joined() }
}

@Test("Words over all panels stand above titles and legends, and move the axes down")
func heading() throws {
    var written = figure([panel("one"), panel("two")])
    let plain = arranged(written)
    written.heading = "Weights under clipping"
    written.legendPlace = .above
    let layout = arranged(written)
    #expect(words(layout, .title).contains("Weights under clipping"))
    let heading = try #require(layout.headingTexts.first)
    #expect(layout.texts.allSatisfy { $0 == heading || $0.extent.y > heading.extent.bottom - 0.1 })
    #expect(layout.scenes[0].frame.plot.y > plain.scenes[0].frame.plot.y)
    expectGoodLayout(layout)
}

@Test("Without letters and titles there is no row for them")
func noLetters() {
    var written = figure([panel(), panel()])
    let plain = arranged(written)
    #expect(words(plain, .title) == ["a", "b"])
    written.hasLetters = false
    let layout = arranged(written)
    #expect(words(layout, .title).isEmpty)
    #expect(layout.scenes[0].frame.plot.y < plain.scenes[0].frame.plot.y - 5)
}

@Test("A legend stands where it is asked for", arguments: LegendPlace.allCases, [1, 2])
func legendPlaces(place: LegendPlace, count: Int) throws {
    var written = figure((0..<count).map { _ in panel() })
    written.legendPlace = place
    let layout = arranged(written)
    #expect(layout.legends.count == 1)
    let legend = try #require(layout.legends.first)
    let plots = layout.scenes.map(\.frame.plot)
    switch place {
    case .right: #expect(plots.allSatisfy { $0.right < legend.corner.x })
    case .above: #expect(plots.allSatisfy { $0.y > legend.extent.bottom - 2.1 })
    case .inside: #expect(plots.contains { $0.contains(legend.extent) })
    }
    #expect(legend.box.items.map(\.entry.name) == ["GRPO", "ASPO"])
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectExactSize(layout)
}

@Test("Panels with lines of other names have a legend above each, or one beside all")
func differentNames() {
    var written = figure([panel("", ["GRPO"]), panel("", ["ASPO"])])
    written.legendPlace = .above
    #expect(arranged(written).legends.count == 2)
    written.legendPlace = .right
    let names = arranged(written).legends.flatMap { $0.box.items.map(\.entry.name) }
    #expect(names == ["GRPO", "ASPO"])
}

@Test(
    "Wherever legends are asked for, words are apart and on the page", arguments: 1...12,
    LegendPlace.allCases)
func anyLegend(seed: UInt64, place: LegendPlace) {
    var written = Figure.random(seed: seed)
    written.legendPlace = place
    written.heading = "Words over everything"
    let layout = arranged(written)
    expectWordsApart(layout)
    expectWordsOnThePage(layout)
    expectExactSize(layout)
}

@Test("A note stands around the very point that a writer chose, on a curve too")
func placedNote() throws {
    var written = panel()
    written.marks.append(.note(Mark.Note("here", .at(Point(20, 20)))))
    let layout = arranged(figure([written]))
    let note = try #require(layout.scenes[0].notes.first)
    let place = try #require(layout.scenes[0].frame.place(Point(20, 20)))
    let middle = note.extent.x + note.extent.width / 2
    #expect(abs(middle - place.x) < 0.5 && note.extent.y < place.y && note.extent.bottom > place.y)
    #expect(note.backing != nil && note.color == Theme.light.foreground)
}

@Test("A note at the axes' end stays within them, and two at one point stand apart")
func crowdedNotes() {
    var written = panel()
    for point in [Point(40, 100), Point(40, 100), Point(0, 0)] {
        written.marks.append(.note(Mark.Note("a rather long note", .at(point))))
    }
    let layout = arranged(figure([written]))
    let scene = layout.scenes[0]
    #expect(scene.notes.count == 3)
    #expect(scene.notes.allSatisfy { scene.frame.plot.outset(1).contains($0.extent) })
    expectWordsApart(layout)
}

@Test("A chosen style counts before the theme's, and the page's transparency leaves it")
func chosenStyles() {
    var theme = Theme.light
    let style = theme.style(0).choosing(Color(0x00FF00), [], .cross, on: theme.background)
    theme = theme.replacing([9000: style])
    #expect(theme.style(9000) == style && theme.style(0) != style)
    #expect(theme.withoutPage.style(9000) == style)
    #expect(style.color == Color(0x00FF00))
    #expect(style.textColor.contrast(with: theme.background) >= 4.5)
}

@Test("Every mark with a style takes another, and says its names", arguments: [0, 3])
func restyled(style: Int) {
    let marks: [Mark] = [
        .line(Mark.Line(name: "a", style: style, pieces: [])),
        .band(Mark.Band(style: style, lower: [], upper: [])),
        .area(Mark.Area(name: "a", style: style, shapes: [])),
        .bars(Mark.Bars(name: "a", style: style, edges: [], heights: [])),
        .points(Mark.Points(name: "a", style: style, points: [])),
    ]
    for mark in marks {
        #expect(mark.series.map(\.style) == [style])
        #expect(mark.restyled { $1 + 7 }.series.map(\.style) == [style + 7])
    }
}

@Test("Words on a page of another colour can be read, and so can all lines be seen")
func repapered() {
    let page = Color(0xFDF6E3)
    let theme = Theme.light.repapered(background: page, foreground: Color(0x073642))
    #expect(theme.muted.contrast(with: page) >= 4.5)
    #expect(theme.series.allSatisfy { $0.textColor.contrast(with: page) >= 4.5 })
    #expect(theme.series.allSatisfy { $0.color.contrast(with: page) >= 3 })
}

@Test("Colours of a writer stand in the order given, with the dashes of the theme")
func coloredByHand() {
    let colors = [Color(0x112233), Color(0xAA0000)]
    let theme = Theme.light.colored(colors)
    #expect(theme.series.prefix(2).map(\.color) == colors)
    #expect(theme.series.map(\.dash) == Theme.light.series.map(\.dash))
}
