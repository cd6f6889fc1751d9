// SPDX-License-Identifier: GPL-3.0-or-later

/// A face and a size.
public struct Font: Sendable, Hashable {
    /// The size in points.
    public var size: Double
    /// Whether it is slanted, as variables in mathematics are.
    public var isItalic: Bool
    /// Whether it is bold.
    public var isBold: Bool
    /// The family of letters.
    public var typeface: Typeface

    /// Makes a font.
    public init(
        size: Double, isItalic: Bool = false, isBold: Bool = false, typeface: Typeface = .sans
    ) {
        self.size = size
        self.isItalic = isItalic
        self.isBold = isBold
        self.typeface = typeface
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
