// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing

/// Signs of curves where there are no colours.
private let shapes = Array("■▲◆▼×+□△◇▽◎⬢")

/// Returns a figure of lines that fan out from one point, in styles of any number.
private func fan(_ styles: [Int], panels: Int = 1) -> Figure {
    let lines = styles.enumerated().map { index, style in
        Mark.line(
            Mark.Line(
                name: "m\(style)", style: style,
                pieces: [(0...50).map { Point(Double($0), Double($0 * (index + 1))) }]))
    }
    let panel = Panel(title: "Fan", x: Axis("x"), y: Axis("y"), marks: lines)
    return Figure(
        title: "", panels: Array(repeating: panel, count: panels), footnote: "a long footnote")
}

@Test(
    "Six curves have signs of their own without colours, on the curves as in the legend",
    arguments: [(40, 12), (60, 20), (80, 24), (120, 40)])
func signsOfSix(columns: Int, rows: Int) {
    for signs in [TextSigns.braille, .blocks] {
        let text = fan([0, 1, 2, 8, 9, 16]).text(on: screen(columns, rows - 2, signs))
        let used = Set(text).intersection(shapes)
        #expect(used.count == 6, "\(text)")
        for sign in used {
            #expect(text.count { $0 == sign } >= 3, "one in the legend, some on the curve: \(text)")
        }
        let coloured = fan([0, 1, 2]).text(on: screen(columns, rows - 2, signs, .full))
        #expect(Set(coloured).intersection(shapes).isEmpty)
    }
    let ascii = fan([0, 1, 2, 8, 9, 16]).text(on: screen(columns, rows - 2, .ascii))
    #expect("*+x#%&".allSatisfy { sign in ascii.count { $0 == sign } >= 3 }, "\(ascii)")
}

@Test("A curve alone needs no sign")
func alone() {
    #expect(Set(fan([3]).text(on: screen(60, 20))).intersection(shapes).count <= 1)
}

@Test("Curves that lie on each other in part both show their signs there")
func onEachOther() {
    let lines = [0, 1].map { style in
        Mark.line(
            Mark.Line(
                name: "m\(style)", style: style,
                pieces: [
                    (0...60).map { Point(Double($0), $0 > 50 && style == 1 ? 2 : 1) }
                ]))
    }
    let panel = Panel(x: Axis("x"), y: Axis("y", range: 0...3), marks: lines)
    let text = Figure(title: "", panels: [panel]).text(on: screen(70, 20))
    for sign in ["■", "▲"] {
        #expect(text.split(separator: "\n").contains { $0.contains("■") && $0.contains("▲") })
        #expect(text.count { String($0) == sign } >= 3)
    }
}

@Test("A figure is not taller than a screen of 40 × 12, whatever it can do without")
func smallScreen() {
    for depth in [ColorDepth.none, .full] {
        for panels in 1...2 {
            let text = fan([0, 1, 2, 3, 4, 5], panels: panels).text(
                on: screen(40, 10, .braille, depth))
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 10, "\(text)")
            #expect(!text.contains("footnote"))
        }
    }
    #expect(fan([0], panels: 2).text(on: screen(80, 22)).contains("footnote"))
}
