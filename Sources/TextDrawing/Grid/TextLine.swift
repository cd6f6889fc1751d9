// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Runs of text that stand beside each other on one line, such as a number and its exponent.
struct TextLine {
    /// One run, and whether it is raised.
    private var runs: [(text: String, isRaised: Bool)]
    /// The left end of the baseline.
    let start: Point
    /// The colour of all runs.
    let color: Color
    /// Whether the words run upwards.
    let isTurned: Bool
    private let size: Double

    /// The cell where it begins.
    var column: Int { Int((start.x / Cell.width).rounded()) }

    /// The row of its middle.
    var row: Int { Int((middle / Cell.height).rounded(.down)) }

    /// The middle of the words, in points from the top.
    var middle: Double { start.y - 0.27 * size }

    /// Returns the lines of a display list's texts.
    static func lines(of items: [DisplayList.Item]) -> [TextLine] {
        var lines: [TextLine] = []
        for case .text(let text, let place, let font, let color, let angle) in items
        where place.x.isFinite && place.y.isFinite && abs(place.x) < 1e6 && abs(place.y) < 1e6 {
            let isRaised = font.size <= CellMeasuring.largestExponent
            if isRaised, let last = lines.last, last.isTurned == (angle != 0),
                last.color == color, abs(last.start.y - place.y) < Cell.height,
                place.x > last.start.x
            {
                lines[lines.count - 1].runs.append((text, true))
                continue
            }
            lines.append(
                TextLine(
                    runs: [(text, false)], start: place, color: color, isTurned: angle != 0,
                    size: font.size))
        }
        return lines
    }

    /// Returns the words as they are written in cells.
    func words(_ signs: TextSigns) -> String {
        runs.map { run in
            guard run.isRaised else { return run.text }
            return signs == .ascii ? "^" + run.text : String(run.text.map { raised[$0] ?? $0 })
        }.joined()
    }
}

/// The raised forms of what exponents consist of.
private let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "−": "⁻", "-": "⁻", "+": "⁺",
]
