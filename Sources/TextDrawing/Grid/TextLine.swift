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
    /// The letters of the first run.
    let font: Font
    /// What it belongs to.
    let role: DisplayList.Group.Role?
    let group: Int
    let panel: Int?
    /// The right end of the last run.
    private var end: Double

    /// The cell where it begins.
    var column: Int { Int((start.x / Cell.width).rounded()) }

    /// The row of its middle.
    var row: Int { Int((middle / Cell.height).rounded(.down)) }

    /// The middle of the words, in points from the top.
    var middle: Double { Self.middle(start, font) }

    /// Returns the height of the middle of words that begin at some place.
    static func middle(_ start: Point, _ font: Font) -> Double { start.y - 0.27 * font.size }

    /// Returns the lines of a page's texts.
    static func lines(of items: [PageItem], _ measuring: CellMeasuring) -> [TextLine] {
        var lines: [TextLine] = []
        for item in items {
            guard case .text(let text, let place, let font, let color, let angle) = item.item,
                place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6
            else { continue }
            let end = place.x + measuring.measure(text, font: font).width
            let line = TextLine(
                runs: [(text, false)], start: place, color: color, isTurned: angle != 0, font: font,
                role: item.role, group: item.group, panel: item.panel, end: end)
            let isRaised = font.size <= CellMeasuring.largestExponent
            if let last = lines.last, last.goesOn(with: line, isRaised: isRaised) {
                lines[lines.count - 1].runs.append((text, isRaised))
                lines[lines.count - 1].end = end
            } else {
                lines.append(line)
            }
        }
        return lines
    }

    /// Returns whether a text is a part of this line: its exponent, or the next run of a formula,
    /// which stands nearer to it than another text ever does.
    private func goesOn(with next: TextLine, isRaised: Bool) -> Bool {
        if isTurned && next.isTurned {
            return next.group == group && abs(next.start.x - start.x) < 1
        }
        let gap = next.start.x - end
        guard next.isTurned == isTurned, next.color == color, next.group == group, gap > -1,
            gap < 0.7 * Cell.width
        else { return false }
        if isRaised { return abs(next.start.y - start.y) < Cell.height }
        // Beside each other along an axis stand numbers of their own.
        return role != .axis && next.start.y == start.y && next.font == font
    }

    /// Returns the words as they are written in cells.
    func words(_ signs: TextSigns) -> String {
        var words = ""
        var isRaised = false
        for run in runs {
            if run.isRaised && signs == .ascii {
                words += isRaised ? run.text : "^" + run.text
            } else {
                words += run.isRaised ? String(run.text.map { raised[$0] ?? $0 }) : run.text
            }
            isRaised = run.isRaised
        }
        return words
    }
}

/// The raised forms of what exponents consist of.
private let raised: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "−": "⁻", "-": "⁻", "+": "⁺",
]
