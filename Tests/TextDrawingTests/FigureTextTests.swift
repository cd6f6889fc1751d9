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
    }

    @Test("Without colours a picture is drawn in signs, by the numbers that its colours stand for")
    func signs() {
        let grid = CellGrid(x: 0...5, y: 0...1, columns: 5, rows: 1) { x, _ in x }
        let scale = ColorScale("height", range: 0.5...4.5)
        let panel = Panel(
            x: Axis("x", range: 0...5), y: Axis("y", range: 0...1),
            marks: [.heatmap(Mark.Heatmap(grid, scale: scale))])
        let figure = Figure(title: "", panels: [panel])
        let text = figure.text(on: screen(40, 12))
        let row = text.split(separator: "\n")[4]
        let places = "░▒▓█".map { row.firstIndex(of: $0) }
        #expect(
            !places.contains(nil) && places.compactMap(\.self) == places.compactMap(\.self).sorted()
        )
        #expect(text.contains("height"))
        let coloured = figure.text(on: screen(40, 12, .braille, .full))
        #expect(coloured.contains("48;2;") && !coloured.contains("▒"))
    }

    @Test("A class has the same sign in the map and in the legend")
    func classes() throws {
        let grid = CellGrid(x: 0...2, y: 0...1, columns: 2, rows: 1) { x, _ in x < 1 ? 0 : 1 }
        let map = Mark.ClassMap(
            grid, classes: [Mark.ClassMap.Class("left", style: 0), .init("right", style: 1)])
        let panel = Panel(
            x: Axis("x", range: 0...2), y: Axis("y", range: 0...1), marks: [.classes(map)])
        for signs in TextSigns.allCases {
            let text = Figure(title: "", panels: [panel]).text(on: screen(60, 20, signs))
            let lines = text.split(separator: "\n")
            let legend = try #require(lines.first { $0.contains("left") })
            let sign = try #require(legend.drop { $0 == " " }.first)
            let row = lines[lines.count / 2]
            #expect(row.filter { $0 == sign }.count > 15, "\(text)")
            #expect(
                row.firstIndex(of: sign) ?? row.endIndex < row.index(row.startIndex, offsetBy: 15))
        }
    }

    @Test("Names below an axis that do not fit side by side stand in turns in rows")
    func names() throws {
        let names = (1...6).map { "category \($0)" }
        let bars = Mark.Bars(name: "", style: 0, categories: [1, 2, 3, 4, 5, 6])
        let panel = Panel(
            x: Axis("x words", scale: .categories(names)), y: Axis("y"), marks: [.bars(bars)])
        let lines = Figure(title: "", panels: [panel]).text(on: screen(50, 24))
            .split(separator: "\n").map(String.init)
        for name in names { #expect(lines.contains { $0.contains(name) }, "\(name)") }
        let first = try #require(lines.firstIndex { $0.contains("category 1") })
        let words = try #require(lines.firstIndex { $0.contains("x words") })
        #expect(first < words)
        #expect(lines[first..<words].allSatisfy { $0.contains("category") })
    }

    @Test("Markers are one sign of their shape each, in the curve and in the legend")
    func markers() {
        let shapes = Theme.light.series.indices.map { style in
            Mark.points(
                Mark.Points(
                    name: "dots \(style)", style: style, points: [Point(Double(style), 1)]))
        }
        let panel = Panel(x: Axis("x", range: -1...9), y: Axis("y", range: 0...2), marks: shapes)
        let text = Figure(title: "", panels: [panel]).text(on: screen(80, 24))
        let signs: [Character] = Array("●■▲▼◆⬢×+")
        let seen = signs.filter { sign in text.count { $0 == sign } == 2 }
        #expect(seen.count == Set(Theme.light.series.map(\.marker)).count, "\(text)")
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

    @Test("A dot is part of a shape where its middle lies in it")
    func middles() {
        let signs = TextSigns.braille
        let width = Cell.width / Double(signs.dotColumns)
        let height = Cell.height / Double(signs.dotRows)
        let area = Box(x: 0, y: 0, width: 8 * width, height: 8 * height)
        let corners = [(1.25, 1.25), (3.75, 1.25), (3.75, 3.75), (1.25, 3.75)]
        var (columns, rows): (Set<Int>, Set<Int>) = ([], [])
        DotPen(signs: signs, area: area, dash: [])
            .fill(corners.map { Point($0 * width, $1 * height) }) { x, y in
                columns.insert(x)
                rows.insert(y)
            }
        #expect(columns == [1, 2, 3] && rows == [1, 2, 3])
    }

    @Test("In ASCII, signs are spelled by name, and others leave a question mark")
    func spellings() {
        #expect(spelledInASCII("α ≤ 漢") == "alpha <= ?")
    }

    @Test("Numbers have raised exponents, in ASCII after a sign")
    func exponents() {
        let panel = Panel(
            x: Axis("x", scale: .logarithmic, range: 1e-9...1e9), y: Axis("y", range: 0...1),
            marks: [])
        let figure = Figure(title: "", panels: [panel])
        #expect(figure.text(on: screen(80, 20)).contains(" 10⁻⁶ "))
        #expect(figure.text(on: screen(80, 20, .ascii)).contains(" 10^-6 "))
    }
}
