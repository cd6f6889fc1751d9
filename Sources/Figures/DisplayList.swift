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

    /// Makes a box.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// An sRGB colour with opacity; each part is in [0, 1].
public struct Color: Sendable, Hashable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double
    /// Opacity, 1 for opaque.
    public var alpha: Double

    /// Makes a colour.
    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Makes an opaque colour from a number such as `0x0072B2`.
    public init(_ hexadecimal: UInt32) {
        self.init(
            red: Double(hexadecimal >> 16 & 255) / 255, green: Double(hexadecimal >> 8 & 255) / 255,
            blue: Double(hexadecimal & 255) / 255)
    }
}

/// How a line is drawn.
public struct Stroke: Sendable, Hashable {
    /// The colour.
    public var color: Color
    /// The width in points.
    public var width: Double
    /// Lengths of dashes and gaps in points; empty for a solid line.
    public var dash: [Double]

    /// Makes a stroke.
    public init(color: Color, width: Double, dash: [Double] = []) {
        self.color = color
        self.width = width
        self.dash = dash
    }
}

/// A face and a size.
public struct Font: Sendable, Hashable {
    /// The size in points.
    public var size: Double
    /// Whether it is slanted, as variables in mathematics are.
    public var isItalic: Bool
    /// Whether it is bold.
    public var isBold: Bool

    /// Makes a font.
    public init(size: Double, isItalic: Bool = false, isBold: Bool = false) {
        self.size = size
        self.isItalic = isItalic
        self.isBold = isBold
    }
}

/// Says how large texts are; back ends with fonts do it well, tests by a rule of thumb.
public protocol TextMeasuring {
    /// Returns the advance width, the height above the baseline and the depth below it of one
    /// run of text, in points.
    func measure(_ text: String, font: Font) -> TextSize
}

/// How large a run of text is, in points.
public struct TextSize: Sendable, Hashable {
    /// How far the next run starts to the right.
    public var width: Double
    /// The font's height above the baseline.
    public var ascent: Double
    /// The font's depth below the baseline, positive.
    public var descent: Double

    /// Makes a size.
    public init(width: Double, ascent: Double, descent: Double) {
        self.width = width
        self.ascent = ascent
        self.descent = descent
    }
}
