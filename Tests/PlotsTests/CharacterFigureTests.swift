// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import LabTestSupport
@testable import Plots
import TextDrawing
import Testing

@testable import Lab

/// A figure to be drawn with characters: the kind of plot, with the lines before it.
struct CharacterFigure: Sendable, CustomTestStringConvertible {
    let plot: String
    let lines: [String]

    init(_ plot: String, _ lines: [String] = []) {
        self.plot = plot
        self.lines = lines
    }

    var testDescription: String { plot }

    private static let run = smallGraph("methods=grpo,aspo seeds=2")
    private static let sweep = run.replacing("simulate", with: "sweep")
    private static let log = "load \"\(shippedLog)\""

    /// What every kind finds something of its own in.
    private static let everything = [
        "preset paper", log, run, "\(sweep) lr=20..320 scale=log n=3",
        "curves \"\(repository.appending(path: "assets/logs/tiny-curves.csv").path)\"",
    ]

    /// A figure of every kind, and some of another look.
    static let all: [CharacterFigure] =
        PlotKind.all.map { kind in
            let needsMetric = kind.uses("metric")
            return CharacterFigure(kind.name + (needsMetric ? " metric=entropy" : ""), everything)
        } + [
            .init("weight methods=ppo,cispo,sapo,aspo theme=dark"), .init("surface axes=log"),
            .init("mass + histogram", [log]), .init("paired metric=entropy to=grpo", [run]),
            .init("clip + kl + ratio", [run]), .init("sweep", ["\(sweep) norm=grpo,rloo"]),
            .init("sweep", ["\(sweep) lr=20..320 scale=log n=3 epochs=1,2,4"]),
            .init("curves metric=entropy,reward", everything),
        ]
}

@Suite("Figures of every kind in characters")
struct CharacterFigureTests {
    /// A screen whose characters are one cell wide.
    private func screen(
        _ columns: Int, _ rows: Int, _ signs: TextSigns, _ colors: ColorDepth
    ) -> TextScreen {
        TextScreen(columns: columns, rows: rows, signs: signs, colors: colors) { $0.count }
    }

    /// Returns words as they are looked for: without blanks, and no longer than any panel shows.
    private func sought(_ words: String) -> String {
        String(MathText(words).plainText.filter { $0 != " " }.prefix(12))
    }

    /// Returns the names that a legend or line ends have to show.
    private func names(_ panel: Panel) -> [String] {
        if panel.naming == .hidden { return [] }
        return panel.marks.flatMap { mark -> [String] in
            switch mark {
            case .line(let line): [line.name]
            case .bars(let bars): [bars.name]
            case .points(let points): [points.name]
            case .area(let area): [area.name]
            case .classes(let map):
                Set(map.grid.values.filter(\.isFinite).map { Int($0) }).map { map.classes[$0].name }
            case .tokens(let strip): strip.rows.map(\.name)
            case .band, .region, .rule, .note, .heatmap, .contours: []
            }
        }
    }

    @Test(
        "Axis words, titles and names are there, and no line is wider than the screen",
        arguments: CharacterFigure.all)
    func words(_ drawn: CharacterFigure) throws {
        let figure = try drawnFigure(drawn.lines, "plot \(drawn.plot)")
        let screens = [
            screen(80, 24, .braille, .none), screen(80, 24, .blocks, .sixteen),
            screen(80, 24, .ascii, .none), screen(200, 50, .braille, .full),
        ]
        for screen in screens {
            let text = figure.text(on: screen).replacing(/\u{1B}\[[0-9;]*m/, with: "")
            check(text, of: figure, screen.columns, isASCII: screen.signs == .ascii)
        }
    }

    private func check(_ text: String, of figure: Figure, _ columns: Int, isASCII: Bool) {
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= columns })
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        if isASCII { #expect(text.utf8.allSatisfy { $0 < 0x7F }) }
        let found = lines.map { $0.filter { $0 != " " } }
        for panel in figure.panels {
            let words = [panel.title, panel.x.label, panel.y.label] + names(panel)
            for word in words.map(sought) where !word.isEmpty {
                // In ASCII, signs of mathematics are spelled.
                let start = isASCII ? String(word.prefix { $0.isASCII }) : word
                #expect(
                    start.isEmpty || found.contains { $0.contains(start) }, "\(word) in\n\(text)")
            }
        }
    }

    @Test("Without colours a surface is shown by signs that are denser where weights are larger")
    func surface() throws {
        let figure = try drawnFigure([], "plot surface methods=grpo")
        let text = figure.text(on: screen(80, 24, .braille, .none))
        let ascii = figure.text(on: screen(80, 24, .ascii, .none))
        #expect("░▒▓╱".allSatisfy { text.contains($0) })
        #expect(ascii.contains("==") && ascii.contains("**") && ascii.contains("//"))
        let coloured = figure.text(on: screen(80, 24, .braille, .full))
        #expect(coloured.contains("▀") && !coloured.contains("░"))
    }

    @Test("Tokens tell their numbers where there are no colours, else they are on a ground")
    func tokens() throws {
        let figure = try drawnFigure(["preset paper"], "plot tokens methods=aspo")
        let text = figure.text(on: screen(80, 24, .braille, .none))
        let lines = text.split(separator: "\n").map(String.init)
        let row = try #require(lines.firstIndex { $0.contains("halved") })
        #expect(lines[row + 1].contains("3.00"), "\(text)")
        #expect(figure.text(on: screen(80, 24, .braille, .full)).contains("48;2;"))
    }

    @Test("Without colours nothing is drawn within shaded regions and intervals")
    func regions() throws {
        let figure = try drawnFigure([], "plot weight")
        let text = figure.text(on: screen(80, 24, .braille, .none))
        let row = try #require(text.split(separator: "\n").first { $0.contains("ε_high") })
        // Between the curve at the left and the words there are blanks, and after them.
        #expect(row.contains(" r > 1 + ε_high  "), "\(row)")
    }
}
