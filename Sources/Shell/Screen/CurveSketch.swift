// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Lab
import WorkbenchModel

/// Draws the curves of a preview with characters, a line each, all on the same scale.
struct CurveSketch: Sendable {
    private let preview: Preview
    private let marks: [Character]
    private let arrow: String
    private let isASCII: Bool
    private let low: Double
    private let high: Double

    /// Makes a sketch.
    ///
    /// - Parameters:
    ///   - preview: What to draw.
    ///   - hasBlocks: Whether the terminal has the blocks ▁ to █; else ASCII stands for them.
    init(_ preview: Preview, hasBlocks: Bool) {
        self.preview = preview
        marks = Array(hasBlocks ? "▁▂▃▄▅▆▇█" : "_.-~=+*#")
        arrow = hasBlocks ? "→" : "->"
        isASCII = !hasBlocks
        let values = preview.curves.flatMap { $0.points.map(\.value) }
        low = values.min() ?? 0
        high = values.max() ?? 0
    }

    /// Returns a line a method that has something to show, none where there is no room.
    ///
    /// - Parameters:
    ///   - columns: The width of the screen, which no line reaches.
    ///   - most: The most lines that have room.
    /// - Returns: The lines, in the methods' order.
    func lines(columns: Int, most: Int) -> [String] {
        let curves = preview.curves.filter { !$0.points.isEmpty }.prefix(max(0, most))
        let titles = curves.map { fitting(plain(escapingControls($0.title)), into: 16) }
        let tails = curves.map(words)
        let titleWidth = titles.map(textWidth).max() ?? 0
        let room = columns - 1 - titleWidth - (tails.map(textWidth).max() ?? 0) - 5
        guard room >= 8 else { return [] }
        let width = min(40, room)
        return zip(zip(titles, tails), curves).map { words, curve in
            " \(padded(words.0, to: titleWidth))  "
                + padded(cells(curve, width: width), to: width) + "  \(words.1)"
        }
    }

    private func plain(_ text: String) -> String { isASCII ? inASCII(text) : text }

    /// Returns where a curve begins and is now, and of how many runs it is the mean.
    private func words(_ curve: Preview.Curve) -> String {
        func text(_ point: Preview.Point?) -> String {
            point.map { NumberText.significant($0.value, digits: 3) } ?? ""
        }
        let runs =
            switch curve.runs {
            case 0: "first run"
            case 1: "1 run"
            default: "mean of \(curve.runs)"
            }
        return "\(preview.metric) \(text(curve.points.first)) \(arrow) "
            + "\(text(curve.points.last)), \(runs)"
    }

    /// Returns a curve; a place without a point goes on from the one before.
    private func cells(_ curve: Preview.Curve, width: Int) -> String {
        var sums = [Double](repeating: 0, count: width)
        var counts = [Int](repeating: 0, count: width)
        for point in curve.points {
            let share = Double(point.step) / Double(max(1, preview.lastStep))
            let cell = min(width - 1, max(0, Int(share * Double(width - 1) + 0.5)))
            sums[cell] += point.value
            counts[cell] += 1
        }
        let end = counts.lastIndex { $0 > 0 } ?? 0
        var text = ""
        for cell in 0...end {
            let known = counts[...cell].lastIndex { $0 > 0 } ?? 0
            text.append(mark(sums[known] / Double(max(1, counts[known]))))
        }
        return text
    }

    /// Returns the mark of a value between the smallest and the largest of all curves.
    private func mark(_ value: Double) -> Character {
        guard high > low else { return marks[marks.count / 2] }
        let share = (value - low) / (high - low)
        return marks[min(marks.count - 1, max(0, Int(share * Double(marks.count))))]
    }
}
