// SPDX-License-Identifier: GPL-3.0-or-later

/// A point in an axis's own units; a coordinate that is not a number equals another such one.
public struct Point: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// Makes a point.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    /// Returns whether two points are the same; NaN is the same as NaN.
    public static func == (one: Point, other: Point) -> Bool {
        one.x.isSame(as: other.x) && one.y.isSame(as: other.y)
    }

    /// Hashes every NaN alike, as `==` has it.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(x.isNaN ? .nan : x)
        hasher.combine(y.isNaN ? .nan : y)
    }
}

extension Double {
    /// Returns whether two numbers are equal, or neither is one: figures with the same gaps are
    /// the same.
    func isSame(as other: Double) -> Bool { self == other || isNaN && other.isNaN }
}

extension [Double] {
    /// Returns whether the numbers are the same, those that are none included.
    func isSame(as other: [Double]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.isSame(as: $1) }
    }
}

/// An upright rectangle in points.
public struct Box: Sendable, Hashable {
    /// The left edge.
    public var x: Double
    /// The upper edge.
    public var y: Double
    /// The width, at least 0.
    public var width: Double
    /// The height, at least 0.
    public var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

extension Box {
    /// The right edge.
    public var right: Double { x + width }

    /// The lower edge.
    public var bottom: Double { y + height }

    /// Returns the box grown by a distance on every side; a negative one shrinks it.
    func outset(_ distance: Double) -> Box {
        Box(
            x: x - distance, y: y - distance, width: max(0, width + 2 * distance),
            height: max(0, height + 2 * distance))
    }

    /// Returns whether two boxes share more than an edge.
    func overlaps(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// Returns whether another box lies inside, edges included.
    func contains(_ other: Box) -> Bool {
        x <= other.x && y <= other.y && other.right <= right && other.bottom <= bottom
    }
}
