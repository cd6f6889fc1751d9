// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing

@Suite("Figures drawn with characters")
struct FigureTextTests {
    /// A curve that jumps, a dashed one, a rule and a legend.
    private var figure: Figure {
        Figure(
            title: "steps",
            panels: [
                Panel(
                    title: "Two curves", x: Axis("ratio $r$", range: 0...4),
                    y: Axis("weight", range: 0...2),
                    marks: [
                        .line(
                            Mark.Line(
                                name: "jump", style: 1,
                                pieces: [
                                    [Point(0, 0.5), Point(2, 0.5)], [Point(2, 1.5), Point(4, 1.5)],
                                ], closedEnds: [Point(2, 1.5)], openEnds: [Point(2, 0.5)])),
                        .line(
                            Mark.Line(
                                name: "rise", style: 0, pieces: [[Point(0, 0), Point(4, 2)]])),
                    ])
            ])
    }

    @Test("Braille: axes, curves, open and closed ends, names")
    func braille() {
        #expect(figure.text(on: screen(48, 14)) == brailleSteps)
    }

    @Test("ASCII: each curve has a sign of its own")
    func ascii() {
        #expect(figure.text(on: screen(48, 14, .ascii)) == asciiSteps)
    }

    @Test("A picture is drawn in halves of cells, two colours each")
    func picture() {
        var grid = CellGrid(columns: 2, rows: 1, signs: .braille)
        let raster = Raster(
            columns: 2, rows: 2,
            cells: [Color(0xFF0000), Color(0x00FF00), Color(0x0000FF), Color(0xFFFFFF)])
        let box = Box(x: 0, y: 0, width: 2 * Cell.width, height: Cell.height)
        grid.fill(box) { x, y in raster.color(x: x, y: y, in: box) }
        let writer = InkWriter(depth: .full, theme: .light)
        #expect(
            grid.text(columns: 2, writer)
                == "\u{1B}[38;2;255;0;0;48;2;0;0;255m▀\u{1B}[0m"
                + "\u{1B}[38;2;0;255;0;48;2;255;255;255m▀\u{1B}[0m")
        #expect(grid.text(columns: 2, InkWriter(depth: .none, theme: .light)) == "▓░")
    }

    @Test("Words along the vertical axis stand above it, as long as the panel is wide")
    func labels() {
        let label = "gradient on the logit $w|A|(1 - \\pi)$, at $A = +1$"
        let panel = Panel(x: Axis("x", range: 0...1), y: Axis(label, range: 0...1), marks: [])
        let figure = Figure(title: "", panels: [panel, panel])
        let lines = figure.text(on: screen(120, 20)).split(separator: "\n")
        let words = "gradient on the logit w|A|(1 − π), at A = +1"
        let found = lines[1].split(separator: "  ").map { String($0.drop { $0 == " " }) }
        #expect(found == [words, words])
        let narrow = figure.text(on: screen(80, 20)).split(separator: "\n")[1]
        #expect(narrow.hasPrefix(" gradient on the logit w|A|(1 − π), at…"))
    }

    @Test("Words lie over dots, and never over words")
    func words() {
        var grid = CellGrid(columns: 6, rows: 1, signs: .braille)
        for x in 0..<12 { grid.dot(x: x, y: 0, .plain, isFront: true, mark: "*") }
        let isWritten = grid.write("日x", column: 1, row: 0, .plain, width: cells(of:))
        let isOverWords = grid.write("no", column: 3, row: 0, .plain, width: cells(of:))
        #expect(isWritten && !isOverWords)
        let writer = InkWriter(depth: .none, theme: .light)
        #expect(grid.text(columns: 6, writer) == "⠉日x⠉⠉")
        #expect(grid.text(columns: 2, writer) == "⠉")
    }

    @Test("What is in front hides what is behind it in the same cell")
    func depth() {
        var grid = CellGrid(columns: 1, rows: 1, signs: .braille)
        grid.dot(x: 0, y: 0, .faint, isFront: false, mark: " ")
        grid.dot(x: 1, y: 3, .plain, isFront: true, mark: " ")
        grid.dot(x: 1, y: 0, .faint, isFront: false, mark: " ")
        #expect(grid.text(columns: 1, InkWriter(depth: .none, theme: .light)) == "⢀")
    }

    @Test("Gaps of dashes are at least two dots long")
    func dashes() {
        let area = Box(x: 0, y: 0, width: 1000, height: 10)
        let pen = DotPen(signs: .braille, area: area, dash: [2, 1])
        var drawn: Set<Int> = []
        pen.trace([Point(0, 5), Point(200, 5)]) { x, _, _ in drawn.insert(x) }
        // Dots are 2.38 points apart; the dash of 2 becomes 9.52, the gap 4.76.
        let first = drawn.sorted().prefix(8)
        #expect(first == [0, 1, 2, 3, 6, 7, 8, 9])
    }

    @Test("Numbers have raised exponents, in ASCII behind a sign")
    func exponents() {
        let panel = Panel(
            x: Axis("x", scale: .logarithmic, range: 1e-9...1e9), y: Axis("y", range: 0...1),
            marks: [])
        let figure = Figure(title: "", panels: [panel])
        #expect(figure.text(on: screen(80, 20)).contains(" 10⁻⁶ "))
        #expect(figure.text(on: screen(80, 20, .ascii)).contains(" 10^-6 "))
    }
}
