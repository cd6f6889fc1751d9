// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
import Glibc

/// A function of one number in pieces, as a figure draws it: jumps stay jumps.
package struct PiecewiseCurve: Sendable, Equatable {
    /// The pieces, left to right; neighbours that meet are one piece.
    package var pieces: [[Point]] = []
    /// Where a piece ends with its end included.
    package var closedEnds: [Point] = []
    /// Where a piece ends with its end left out.
    package var openEnds: [Point] = []

    /// Samples a function between its edges.
    ///
    /// - Parameters:
    ///   - range: From where to where; above 0 where the spacing is logarithmic.
    ///   - edges: Where the function jumps or bends, in any order.
    ///   - isLogarithmic: Whether samples are spaced by factors.
    ///   - keepsHigherEnd: Whether at a jump the higher end belongs to the curve, whatever rounding
    ///     makes of the function there; published rules keep the gradient at the ends of their
    ///     intervals.
    ///   - function: The function; where it is not finite the curve has a gap.
    package init(
        over range: ClosedRange<Double>, edges: [Double], isLogarithmic: Bool,
        keepsHigherEnd: Bool,
        _ function: (Double) -> Double
    ) {
        let inner = edges.filter { $0 > range.lowerBound && $0 < range.upperBound }.sorted()
        var current: [Point] = []
        var start = range.lowerBound
        for (index, edge) in (inner + [range.upperBound]).enumerated() {
            current += Self.samples(from: start, to: edge, isLogarithmic: isLogarithmic, function)
            guard index < inner.count else { break }
            let (before, after) = (
                function(edge.nextDown * (1 - 1e-12)), function(edge * (1 + 1e-12))
            )
            current.append(Point(edge, before))
            if abs(after - before) > 1e-9 * (1 + abs(before)) {
                pieces.append(current)
                let belongsBefore =
                    keepsHigherEnd
                    ? before > after : abs(function(edge) - before) <= abs(function(edge) - after)
                closedEnds.append(Point(edge, belongsBefore ? before : after))
                openEnds.append(Point(edge, belongsBefore ? after : before))
                current = [Point(edge, after)]
            }
            start = edge
        }
        pieces.append(current)
    }

    /// Returns samples inside an interval, the first and the last a hair from its ends.
    private static func samples(
        from start: Double, to end: Double, isLogarithmic: Bool, _ function: (Double) -> Double
    ) -> [Point] {
        let count = 160
        return (0...count).compactMap { index in
            let part =
                (Double(index) + (index == 0 ? 1e-9 : index == count ? -1e-9 : 0)) / Double(count)
            let x =
                isLogarithmic
                ? exp(log(start) + part * (log(end) - log(start))) : start + part * (end - start)
            let y = function(x)
            return Point(x, y.isFinite ? y : .nan)
        }
    }
}
