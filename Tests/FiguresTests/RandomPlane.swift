// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TestSupport
import Foundation

extension Figure {
    /// Returns a figure of pictures, bars, dots and strips, often with unusual data.
    static func randomPlanes(seed: UInt64) -> Figure {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...4, using: &random)
        let columns = count > 2 ? 2 : count
        let rows = (count + columns - 1) / columns
        let isWide = Bool.random(using: &random)
        return Figure(
            title: "random", panels: (0..<count).map { _ in .randomPlane(&random) },
            columns: columns,
            size: FigureSize(
                width: (isWide ? 330 : 250) * Double(columns), height: 210 * Double(rows)),
            theme: Theme.all.randomElement(using: &random) ?? .light,
            typeface: Typeface.allCases.randomElement(using: &random) ?? .sans,
            isTransparent: Bool.random(using: &random),
            footnote: isWide ? "toy simulation · seeds 1–16" : "")
    }
}

extension Panel {
    /// Returns a panel with one of the kinds of marks that are no lines.
    static func randomPlane(_ random: inout SeededGenerator) -> Panel {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: heat(&random)
        case 1: sweep(&random)
        case 2: regions(&random)
        case 3: histogram(&random)
        case 4: bars(&random)
        case 5: dots(&random)
        default: strip(&random)
        }
    }

    private static func heat(_ random: inout SeededGenerator) -> Panel {
        let isLogarithmic = Bool.random(using: &random)
        let scale = isLogarithmic ? Axis.Scale.logarithmic : .linear
        let size = pow(10, Double.random(in: -8...8, using: &random))
        let hasGaps = Bool.random(using: &random)
        let grid = CellGrid(
            x: 0.01...1, y: 0.01...1, columns: Int.random(in: 1...30, using: &random),
            rows: Int.random(in: 1...30, using: &random), xScale: scale, yScale: scale
        ) { x, y in
            if hasGaps, x + y > 1.6 { return .nan }
            return x / y > 40 ? .infinity : (x / y) * size
        }
        let levels = [0.25, 0.5, 1, 2, 4].map { $0 * size }
        let heatmap = Mark.Heatmap(
            grid, scale: ColorScale("weight  $w$", scale: scale), missingName: "not defined")
        return Panel(
            title: "Weights", x: Axis("$\\pi_{old}$", scale: scale),
            y: Axis("$\\pi$", scale: scale),
            marks: [
                .heatmap(heatmap), .contours(Mark.Contours(grid, levels: levels)),
                .note(Mark.Note("mean of 16 seeds", .corner)),
                .rule(Mark.Rule(at: 0.3, isHorizontal: true)),
            ])
    }

    private static func sweep(_ random: inout SeededGenerator) -> Panel {
        let columns = Int.random(in: 1...14, using: &random)
        let rows = Int.random(in: 1...8, using: &random)
        let values = (0..<(columns * rows)).map { _ in Double.random(in: -1...3, using: &random) }
        let heatmap = Mark.Heatmap(
            CellGrid(columns: columns, rows: rows, values: values),
            scale: .diverging("change of entropy", midpoint: 0),
            words: values.map { "\(($0 * 100).rounded() / 100)" })
        return Panel(
            x: Axis("steps", scale: .categories(names(columns, &random))),
            y: Axis("", scale: .categories(names(rows, &random))), marks: [.heatmap(heatmap)])
    }

    private static func names(_ count: Int, _ random: inout SeededGenerator) -> [String] {
        let isLong = Bool.random(using: &random)
        return (0..<max(2, count)).map { isLong ? "a method with a long name \($0)" : "\($0)" }
    }

    private static func regions(_ random: inout SeededGenerator) -> Panel {
        let classes = (0..<3).map { Mark.ClassMap.Class("class \($0)", style: $0) }
        let edge = Double.random(in: 0.1...3, using: &random)
        let grid = CellGrid(x: 0...1, y: 0...1, columns: 25, rows: 40) { x, y in
            x + y > 1.9 ? .nan : y / x > edge ? 1 : y / x > edge / 4 ? 2 : 0
        }
        let triangle = [[Point(0, 0), Point(1, 0), Point(1, 0.3)]]
        return Panel(
            title: "Regions", x: Axis("$\\pi_{old}$"), y: Axis("$\\pi$"),
            marks: [
                .classes(Mark.ClassMap(grid, classes: classes)),
                .area(Mark.Area(name: "an area", style: 5, shapes: triangle)),
            ])
    }

    private static func histogram(_ random: inout SeededGenerator) -> Panel {
        let isLogarithmic = Bool.random(using: &random)
        let form: Mark.Bars.Form = Bool.random(using: &random) ? .outline : .filled
        let edges = (0...20).map { 0.2 * pow(1.15, Double($0)) }
        let marks = (0..<Int.random(in: 1...8, using: &random)).map { index in
            Mark.bars(
                Mark.Bars(
                    name: "method \(index)", style: index, edges: edges,
                    heights: (0..<20).map { _ in Double.random(in: -20...3000, using: &random) },
                    form: form))
        }
        return Panel(
            title: "Ratios", x: Axis("$r$", scale: .logarithmic),
            y: Axis("tokens", scale: isLogarithmic ? .logarithmic : .linear), marks: marks)
    }

    private static func bars(_ random: inout SeededGenerator) -> Panel {
        let names = names(Int.random(in: 2...9, using: &random), &random)
        let marks = (0..<3).map { index in
            let heights = names.map { _ in Double.random(in: -0.2...1, using: &random) }
            return Mark.bars(Mark.Bars(name: "part \(index)", style: index, categories: heights))
        }
        return Panel(
            title: "Mass", x: Axis("", scale: .categories(names)), y: Axis("share"), marks: marks)
    }

    private static func dots(_ random: inout SeededGenerator) -> Panel {
        let marks = (0..<Int.random(in: 1...8, using: &random)).flatMap { index -> [Mark] in
            let points = (0..<12).map { step in
                Point(Double(step), Double.random(in: 0...1, using: &random) + Double(index) / 4)
            }
            let line = Mark.Line(
                name: "line \(index)", style: index, pieces: [points], markerStride: 3)
            let dots = Mark.Points(
                name: "run \(index)", style: index, points: points,
                isFilled: Bool.random(using: &random))
            return Bool.random(using: &random) ? [.line(line)] : [.points(dots)]
        }
        return Panel(title: "Runs", x: Axis("update"), y: Axis("accuracy"), marks: marks)
    }

    private static func strip(_ random: inout SeededGenerator) -> Panel {
        let count = Int.random(in: 0...150, using: &random)
        let words = ["the", " answer", "$x$", "\n", " ", "", "日本語", "\\frac{1}{2}", "so"]
        let tokens = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }
        let rows = ["GRPO", "a method with quite a long name"].map { name in
            Mark.TokenStrip.Row(
                name, values: (0..<count).map { $0 % 9 == 0 ? .nan : Double($0 % 7) / 2 })
        }
        let strip = Mark.TokenStrip(
            tokens: tokens, rows: rows, scale: .diverging("weight", midpoint: 1, range: 0...3),
            showsNumbers: Bool.random(using: &random))
        return Panel(title: "Tokens", x: Axis(""), y: Axis(""), marks: [.tokens(strip)])
    }
}
