// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing

@Suite("Names of dots in characters")
struct DotNameTests {
    /// Tokens with the weights that two methods give them.
    private static let tokens: [(name: String, ratio: Double, weights: [Double])] = [
        ("Therefore", 0.5, [2, 0.5]), ("obviously", 1.11, [1.11, 0.9]), ("lucky", 1.5, [0, 0]),
    ]

    private var figure: Figure {
        let curve = (0...60).map { step -> Point in
            let ratio = 0.2 + Double(step) * 0.08
            return Point(ratio, ratio < 1.2 ? ratio : 0)
        }
        let region = Mark.Region(
            x: -Double.infinity...0.8, isHatched: true, note: ["masked", "r < 1 − ε_low"])
        let marks: [Mark] =
            [.region(region), .line(Mark.Line(name: "GRPO", style: 0, pieces: [curve]))]
            + (0...1).map { style in
                .points(
                    Mark.Points(
                        name: "", style: style,
                        points: Self.tokens.map { Point($0.ratio, $0.weights[style]) }))
            }
            + Self.tokens.map { token in
                let places = token.weights.map { Point(token.ratio, $0) }
                let detail = "$r$ = \(token.ratio)"
                return .note(Mark.Note(token.name, .naming(places), detail: detail))
            }
        let panel = Panel(
            title: "Good tokens", x: Axis("r", scale: .logarithmic, range: 0.2...5),
            y: Axis("weight"), marks: marks)
        return Figure(title: "names", panels: [panel, panel])
    }

    @Test(
        "A name is nearer to its own dot than to another's, or listed below", arguments: 30...120)
    func nearest(_ columns: Int) throws {
        for (rows, signs) in [(24, TextSigns.braille), (60, .braille), (24, .ascii), (24, .blocks)]
        {
            let drawing = figure.drawing(on: screen(columns, rows, signs))
            #expect(drawing.homeless.isEmpty)
            let lines = (0..<drawing.grid.rows).map { row in
                (0..<drawing.grid.columns).map { drawing.grid[$0, row].sign ?? " " }.joined()
            }
            for name in drawing.names where !name.text.isEmpty {
                check(name, drawing, lines)
            }
            let missing = drawing.names.filter(\.text.isEmpty)
            let list = lines.joined(separator: " ")
            #expect(list.ranges(of: ": r = ").count == missing.count, "\(columns)")
        }
    }

    /// Checks that a name stands in its panel, and there at its dot.
    private func check(_ name: DisplayList.DotName, _ drawing: TextDrawing, _ lines: [String]) {
        guard let plane = drawing.plane(name.panel) else { return }
        let row = plane.rows.first { row in
            part(lines[row], plane.columns).contains(name.text)
        }
        guard let row, let range = part(lines[row], plane.columns).firstRange(of: name.text) else {
            Issue.record("\(name.text) is nowhere in\n\(lines.joined(separator: "\n"))")
            return
        }
        let words = part(lines[row], plane.columns)
        let first =
            plane.columns.lowerBound
            + words.distance(
                from: words.startIndex, to: range.lowerBound)
        func distance(_ dot: Point) -> Double {
            let column = Int(dot.x / Cell.width)
            let end = first + name.text.count - 1
            let aside = Double(max(first - column, 0, column - end))
            let above = Double(row - Int(dot.y / Cell.height)) * 2
            return (aside * aside + above * above).squareRoot()
        }
        let own = name.dots.map(distance).min() ?? .infinity
        let others = drawing.names.filter { $0.panel == name.panel && $0.note != name.note }
        let nearest = others.flatMap(\.dots).map(distance).min() ?? .infinity
        #expect(own < nearest && own <= 4.5, "\(name.text) in\n\(lines.joined(separator: "\n"))")
    }

    private func part(_ line: String, _ columns: Range<Int>) -> String {
        String(line.dropFirst(columns.lowerBound).prefix(columns.count))
    }

    @Test("Words between the axes do not cut through the vertical one", arguments: 30...120)
    func axis(_ columns: Int) throws {
        let drawing = figure.drawing(on: screen(columns, 24))
        for panel in [0, 1] {
            let plane = try #require(drawing.plane(panel))
            for row in plane.rows {
                #expect(drawing.grid[plane.columns.lowerBound - 1, row].sign == nil)
            }
        }
    }
}
