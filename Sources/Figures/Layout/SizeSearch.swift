// SPDX-License-Identifier: GPL-3.0-or-later

extension Figure {
    /// Returns the least page on which the figure has room, its sides in whole steps.
    ///
    /// Every page named was tried. It is no smaller than the figure's own, has about its shape at first,
    /// and then gives up what it does not need.
    ///
    /// - Parameters:
    ///   - step: The length of a step in points.
    ///   - layout: Lays a figure out.
    /// - Throws: What laying out throws.
    /// - Returns: The sides in steps; nil where not even a poster has room.
    package func neededSteps(
        of step: Double, layout: (Figure) throws(DrawingError) -> DisplayList
    ) throws(DrawingError) -> (width: Int, height: Int)? {
        func fits(_ width: Int, _ height: Int) throws(DrawingError) -> Bool {
            var figure = self
            figure.isTrial = true
            figure.size.width = Double(width) * step
            figure.size.height = Double(height) * step
            figure.size.axesHeight = nil
            figure.size.greatestHeight = nil
            return try layout(figure).fits
        }
        func steps(_ length: Double) -> Int { Int((length / step - 1e-6).rounded(.up)) }
        let least = (width: steps(size.width), height: steps(size.height))
        var factor = 1.0
        var (width, height) = least
        while try !fits(width, height) {
            factor *= 1.15
            (width, height) = (steps(size.width * factor), steps(size.height * factor))
            guard Double(max(width, height)) * step <= Self.greatestSide else { return nil }
        }
        width = try Self.least(least.width, width) { side throws(DrawingError) in
            try fits(side, height)
        }
        height = try Self.least(least.height, height) { side throws(DrawingError) in
            try fits(width, side)
        }
        return (width, height)
    }

    /// The longer side of A0, in points.
    private static let greatestSide = 3370.0

    /// Returns a number from a first to a last for which something holds, as it does for the last, and
    /// not for the one before, if it holds for all above that.
    private static func least(
        _ first: Int, _ last: Int, _ holds: (Int) throws(DrawingError) -> Bool
    ) throws(DrawingError) -> Int {
        var (low, high) = (first, last)
        while low < high {
            let middle = (low + high) / 2
            if try holds(middle) { high = middle } else { low = middle + 1 }
        }
        return high
    }
}
