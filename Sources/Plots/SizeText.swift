// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures

/// A figure's size as people type it: the name of a preset, or `WIDTHxHEIGHT` with a unit.
enum SizeText {
    /// The units, with how many points of 1/72 inch each has; pixels depend on the resolution.
    private static let units: [(name: String, points: Double)] = [
        ("in", 72), ("cm", 72 / 2.54), ("mm", 72 / 25.4), ("pt", 1),
    ]

    /// The least and the greatest side, in points: a quarter of an inch, and a poster of A0.
    private static let sides = 18.0...3400

    /// Returns the width and height that a text names.
    ///
    /// - Parameters:
    ///   - text: `3.25x2.4in`, `8x6cm`, `1620x648px`; without a unit, inches.
    ///   - dotsPerInch: How many pixels an inch has.
    /// - Returns: Both in points of 1/72 inch, or nil where the text names none.
    package static func points(
        _ text: String, dotsPerInch: Double
    ) -> (width: Double, height: Double)? {
        let known = units + [("px", 72 / dotsPerInch)]
        let unit = known.first { text.hasSuffix($0.name) }
        let number = unit.map { text.dropLast($0.name.count) } ?? text[...]
        let sides = number.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "x×".contains($0) })
        guard sides.count == 2, let width = Double(sides[0]), let height = Double(sides[1]) else {
            return nil
        }
        let scale = unit?.points ?? 72
        return (width * scale, height * scale)
    }

    /// Returns whether a figure may have a side of so many points.
    package static func isUsable(_ points: Double) -> Bool { sides.contains(points) }
}
