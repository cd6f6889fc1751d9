// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TestSupport
import Foundation

extension Figure {
    /// Returns a figure with one to three panels of one to eight lines, often with unusual data.
    static func random(seed: UInt64) -> Figure {
        var random = SeededGenerator(seed: seed)
        let sizes = [
            FigureSize.standard, .wide, FigureSize(width: 260, height: 190),
            FigureSize(width: 500, height: 400),
        ]
        let count = Int.random(in: 1...3, using: &random)
        let size = count == 3 ? .wide : sizes.randomElement(using: &random) ?? .standard
        let hasFootnote = Bool.random(using: &random)
        return Figure(
            title: "random", panels: (0..<count).map { _ in Panel.random(&random) }, size: size,
            footnote: hasFootnote ? "toy simulation · world graph · seeds 1–16 · ε 0.2/0.2" : "")
    }
}

extension Figure {
    /// Returns a figure with four to nine panels in rows of two to four.
    static func randomGrid(seed: UInt64) -> Figure {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 4...9, using: &random)
        let columns = Int.random(in: 2...4, using: &random)
        let rows = (count + columns - 1) / columns
        return Figure(
            title: "random", panels: (0..<count).map { _ in Panel.random(&random) },
            columns: columns,
            size: FigureSize(width: 260 * Double(columns), height: 190 * Double(rows)),
            footnote: "toy simulation · world graph · seeds 1–16 · ε 0.2/0.2")
    }
}

extension Panel {
    /// Returns a panel with regions, bands, rules and notes as chance has it.
    static func random(
        _ random: inout SeededGenerator, lines: ClosedRange<Int> = 1...8
    ) -> Panel {
        let isLogarithmic = Bool.random(using: &random)
        let scale = pow(10, Double.random(in: -6...6, using: &random))
        let count = Int.random(in: lines, using: &random)
        var marks: [Mark] = []
        if Bool.random(using: &random) {
            marks.append(
                .region(
                    Mark.Region(
                        x: -.infinity...0.8, isHatched: true,
                        note: ["$A_t < 0$ masked", "$r_t < 1 - \\epsilon_{low}$"])))
            marks.append(
                .region(Mark.Region(x: 1.28...(.infinity), isHatched: false, note: ["clipped"])))
            marks.append(.rule(Mark.Rule(at: 1, isHorizontal: false)))
        }
        for index in 0..<count {
            let piece = walk(scale, &random)
            let name =
                Int.random(in: 0..<4, using: &random) == 0
                ? awkwardNames.randomElement(using: &random) ?? "" : "method \(index)"
            if Bool.random(using: &random) {
                marks.append(
                    .band(
                        Mark.Band(
                            style: index, lower: piece.map { Point($0.x, $0.y * 0.9) },
                            upper: piece.map { Point($0.x, $0.y * 1.1) })))
            }
            marks.append(.line(Mark.Line(name: name, style: index, pieces: [piece])))
        }
        if Bool.random(using: &random) {
            marks.append(.note(Mark.Note("mean and 95 % interval, $n = 10$", .corner)))
            marks.append(.note(Mark.Note("cap $c = 3$", .above(Point(0.3, scale)))))
        }
        return Panel(
            title: Bool.random(using: &random) ? "Token weight" : awkwardNames[2],
            x: Axis(
                "ratio  $r = \\frac{\\pi}{\\pi_{old}}$",
                scale: isLogarithmic ? .logarithmic : .linear),
            y: Axis("weight  $w(r)$"), marks: marks,
            naming: LineNaming.allCases.randomElement(using: &random) ?? .legend)
    }

    /// Returns a random walk with gaps.
    private static func walk(_ scale: Double, _ random: inout SeededGenerator) -> [Point] {
        var y = Double.random(in: 0...1, using: &random)
        return (0...80).map { step in
            y += Double.random(in: -0.1...0.1, using: &random)
            let isMissing = Int.random(in: 0..<60, using: &random) == 0
            return Point(0.2 * exp(Double(step) * 0.04), isMissing ? .nan : y * scale)
        }
    }
}
