// SPDX-License-Identifier: GPL-3.0-or-later

/// Says how wide letters are and what shape they have, for files that are to look the same where their
/// fonts are not.
public struct Outline: Sendable {
    /// One step of a path, in points; y grows downwards.
    public enum Step: Sendable, Hashable {
        /// Begins a shape.
        case move(Point)
        /// A straight line.
        case line(Point)
        /// A cubic curve by two control points to a third.
        case curve(Point, Point, Point)
        /// Ends a shape where it began.
        case close
    }

    /// Returns the shapes of a run of text with the left end of its baseline at the origin.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing.
    public let steps: @Sendable (_ text: String, _ font: Font) throws(DrawingError) -> [Step]

    /// Returns how wide a run of text is, in points.
    public let width: @Sendable (_ text: String, _ font: Font) -> Double

    /// Makes outlines.
    public init(
        width: @escaping @Sendable (_ text: String, _ font: Font) -> Double,
        steps: @escaping @Sendable (_ text: String, _ font: Font) throws(DrawingError) -> [Step]
    ) {
        self.width = width
        self.steps = steps
    }
}
