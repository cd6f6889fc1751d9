// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Double {
    /// The number as both languages read it, to ten digits: more than any printer shows, and a
    /// third of the file.
    var code: String { code(digits: 10) }

    /// Returns the number with at most some significant digits.
    func code(digits: Int) -> String {
        guard isFinite, self != 0 else { return "0" }
        let text = formatted(digits: digits)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Returns the number with some significant digits, by rounding it to a nearby number that has
    /// no more.
    private func formatted(digits: Int) -> String {
        let whole = magnitude.rounded(.down)
        // Swift prints the shortest text that reads back as the same number.
        let size = whole >= 1 ? String(whole).prefix { $0 != "." && $0 != "e" }.count : 0
        let places = Double.powersOfTen[Swift.max(0, Swift.min(digits - size, 12))]
        guard magnitude >= 1e-3, magnitude < 1e9 else { return "\(self)" }
        return "\((self * places).rounded() / places)"
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
    ]
}

extension PanelSketch {
    /// Whether the panel is a token strip, which has no axes.
    var isStrip: Bool { !cells.isEmpty }

    /// The ends of the horizontal axis; of a strip, its width in points.
    var horizontalEnds: (Double, Double) {
        isStrip ? (0, plot.width) : (x.range.lowerBound, x.range.upperBound)
    }

    /// The ends of the vertical axis from the foot to the top: of names the first is at the top, as
    /// are the points of a strip.
    var verticalEnds: (Double, Double) {
        if isStrip { return (plot.height, 0) }
        if case .categories = y.axis.scale { return (y.range.upperBound, y.range.lowerBound) }
        return (y.range.lowerBound, y.range.upperBound)
    }

    /// Whether a picture fills the panel, over which no grid is drawn.
    var isFilled: Bool {
        panel.marks.contains { mark in
            switch mark {
            case .heatmap, .classes, .area: true
            default: false
            }
        }
    }
}
