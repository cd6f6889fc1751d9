// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TestSupport

@testable import TextDrawing

/// Returns a screen on which Chinese characters are two cells wide, and all others one.
func screen(
    _ columns: Int, _ rows: Int, _ signs: TextSigns = .braille, _ colors: ColorDepth = .none
) -> TextScreen {
    TextScreen(columns: columns, rows: rows, signs: signs, colors: colors, width: cells(of:))
}

/// Returns how many cells a text takes: Chinese characters two, all others one.
func cells(of text: String) -> Int {
    text.reduce(0) { $0 + (("\u{4E00}"..."\u{9FFF}").contains($1) ? 2 : 1) }
}

extension Figure {
    /// Returns a figure of one to four panels with lines, bands, regions, rules and notes.
    static func random(seed: UInt64) -> Figure {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...4, using: &random)
        return Figure(
            title: "random", panels: (0..<count).map { _ in .random(&random) },
            theme: Theme.all.randomElement(using: &random) ?? .light,
            footnote: Bool.random(using: &random) ? "toy simulation · ε 0.2/0.2" : "")
    }
}

extension Panel {
    fileprivate static func random(_ random: inout SeededGenerator) -> Panel {
        let scale: Double = [1e-6, 1, 1e9].randomElement(using: &random) ?? 1
        var name: String { awkwardNames.randomElement(using: &random) ?? "" }
        var marks: [Mark] = [.region(Mark.Region(x: 0.5...(.infinity), isHatched: true))]
        for style in 0..<Int.random(in: 0...5, using: &random) {
            let points = (0..<40).map { step -> Point in
                let y = Double.random(in: -1...1, using: &random) * scale
                return Point(Double(step) / 20, step == 20 ? .nan : y)
            }
            marks.append(
                .line(
                    Mark.Line(
                        name: name, style: style, pieces: [points],
                        closedEnds: Array(points.prefix(1)), openEnds: Array(points.suffix(1)))))
            marks.append(
                .band(
                    Mark.Band(
                        style: style, lower: points.map { Point($0.x, $0.y - scale) },
                        upper: points)))
        }
        marks += Mark.random(name, &random)
        marks.append(.rule(Mark.Rule(at: 1, isHorizontal: Bool.random(using: &random))))
        marks.append(.note(Mark.Note(name, .corner)))
        return Panel(
            title: name, x: Axis(name, scale: Bool.random(using: &random) ? .linear : .logarithmic),
            y: Axis(name), marks: marks,
            naming: LineNaming.allCases.randomElement(using: &random) ?? .legend)
    }
}

extension Mark {
    /// Returns bars, dots, areas, pictures or tokens with a name, or nothing of the kind.
    fileprivate static func random(_ name: String, _ random: inout SeededGenerator) -> [Mark] {
        let heights = (0..<6).map { _ in Double.random(in: -1...9, using: &random) }
        let grid = Figures.CellGrid(x: 0...2, y: -1...1, columns: 9, rows: 7) { x, y in
            x + y < 0 ? .nan : (x + y).rounded()
        }
        let style = Int.random(in: 0...12, using: &random)
        switch Int.random(in: 0...7, using: &random) {
        case 0: return [.bars(Bars(name: name, style: style, categories: heights))]
        case 1:
            return Bars.Form.allCases.map { form in
                .bars(
                    Bars(
                        name: name, style: style, edges: [0, 0.5, 0.6, 1, 2], heights: heights,
                        form: form))
            }
        case 2:
            let points = heights.map { Point(abs($0), $0) }
            return [.points(Points(name: name, style: style, points: points, isFilled: false))]
        case 3:
            let scale = ColorScale(name)
            return [
                .heatmap(Heatmap(grid, scale: scale, missingName: name)),
                .contours(Contours(grid, levels: [0.5, 1.5], names: [name, name])),
            ]
        case 4:
            let classes = (0..<4).map { ClassMap.Class(name + "\($0)", style: style + $0) }
            return [.classes(ClassMap(grid, classes: classes))]
        case 5:
            let shape = [Point(0.2, -0.5), Point(1.5, 0), Point(0.4, 0.7)]
            return [.area(Area(name: name, style: style, shapes: [shape]))]
        case 6:
            let rows = [TokenStrip.Row(name, values: heights + [.nan])]
            let scale = ColorScale(name)
            return [.tokens(TokenStrip(tokens: awkwardNames, rows: rows, scale: scale))]
        default: return []
        }
    }
}
