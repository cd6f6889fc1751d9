// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing

/// A figure with everything that a writer can ask for.
private func written(_ place: LegendPlace?) -> Figure {
    let lines = ["GRPO (ours)", "DAPO"].enumerated().map { index, name in
        Mark.line(
            Mark.Line(
                name: name, style: index,
                pieces: [[Point(0, Double(index)), Point(4, 3 - Double(index))]]))
    }
    var panels = ["first", "second"].map { title in
        Panel(
            title: title, x: Axis("ratio", range: 0...4), y: Axis("weight", range: 0...3),
            marks: lines)
    }
    panels[0].marks.append(.note(Mark.Note("masked here", .at(Point(2, 2.5)))))
    panels[0].marks.append(.rule(Mark.Rule(at: 1, isHorizontal: false)))
    var figure = Figure(title: "t", panels: panels, footnote: "said below")
    figure.heading = "Over everything"
    figure.legendPlace = place
    return figure
}

@Test(
    "In characters, words over all panels, names, notes and the footnote are all there",
    arguments: [nil, .right, .above, .inside] as [LegendPlace?], TextSigns.allCases)
func writersWords(place: LegendPlace?, signs: TextSigns) {
    let text = written(place).text(on: screen(110, 30, signs))
    for word in ["Over everything", "GRPO (ours)", "DAPO", "masked here", "said below", "first"] {
        #expect(text.contains(word), "\(word) in\n\(text)")
    }
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.allSatisfy { $0.count <= 110 })
    #expect(rows.firstIndex { $0.contains("Over everything") } == 0)
}

@Test("In characters, panels without letters have none")
func noLetters() {
    var figure = written(nil)
    #expect(figure.text(on: screen(110, 30)).contains("a first"))
    figure.hasLetters = false
    #expect(!figure.text(on: screen(110, 30)).contains("a first"))
}
