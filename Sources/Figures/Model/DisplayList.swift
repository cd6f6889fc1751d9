// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure laid out: shapes and texts in points, from the back to the front.
///
/// The origin is the upper left corner; y grows downwards. Every back end draws this and
/// nothing else, so all of them show the same figure.
public struct DisplayList: Sendable, Equatable {
    /// The width of the page in points.
    public var width: Double
    /// The height of the page in points.
    public var height: Double
    /// The colour of the page.
    public var background: Color
    /// What to draw.
    public var items: [Item]

    /// One thing to draw.
    public enum Item: Sendable, Equatable {
        /// A line through points, not closed.
        case path([Point], Stroke)
        /// A closed shape.
        case polygon([Point], fill: Color)
        /// An upright rectangle, filled, outlined or both; `radius` rounds its corners.
        case rectangle(Box, radius: Double, fill: Color?, stroke: Stroke?)
        /// A circle, filled and outlined.
        case circle(center: Point, radius: Double, fill: Color, stroke: Stroke?)
        /// One run of text with its left end on the baseline, turned by `angle` radians
        /// anticlockwise around it.
        case text(String, at: Point, font: Font, color: Color, angle: Double)
        /// Everything inside is cut off at the box.
        case clipped(Box, [Item])
    }

    /// Makes a display list.
    public init(width: Double, height: Double, background: Color, items: [Item]) {
        self.width = width
        self.height = height
        self.background = background
        self.items = items
    }
}
