// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures

/// A figure's size as people type it: the name of a preset, or `WIDTHxHEIGHT` with a unit.
package enum SizeText {
    /// A unit of sizes.
    package struct Unit {
        /// What stands behind the numbers.
        package let name: String
        /// How many points of 1/72 inch it has.
        package let points: Double
        /// In what steps a size is suggested.
        package let step: Double

        /// The unit that a size was typed in; inches where it has none, as the names of presets.
        package init(of text: String, dotsPerInch: Double) {
            self =
                SizeText.units(dotsPerInch).first { text.hasSuffix($0.name) }
                ?? SizeText.units(dotsPerInch)[0]
        }

        fileprivate init(_ name: String, points: Double, step: Double) {
            self.name = name
            self.points = points
            self.step = step
        }

        /// Returns a number of steps as it is typed.
        package func text(_ steps: Int) -> String { NumberText.shortest(Double(steps) * step) }
    }

    /// The units; pixels depend on the resolution.
    private static func units(_ dotsPerInch: Double) -> [Unit] {
        [
            Unit("in", points: 72, step: 0.25), Unit("cm", points: 72 / 2.54, step: 0.5),
            Unit("mm", points: 72 / 25.4, step: 5), Unit("pt", points: 1, step: 10),
            Unit("px", points: 72 / dotsPerInch, step: 20),
        ]
    }

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
        let unit = units(dotsPerInch).first { text.hasSuffix($0.name) }
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
