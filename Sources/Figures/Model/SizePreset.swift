// SPDX-License-Identifier: GPL-3.0-or-later

/// A size that papers or slides ask for.
public struct SizePreset: Sendable, Hashable {
    /// What people type.
    public let name: String
    /// The width in points of 1/72 inch.
    public let width: Double
    /// The height in points of a figure with one row of panels.
    public let height: Double
    /// What each further row of panels adds to the height, in points; 0 where it is fixed.
    public let rowHeight: Double
    /// Pixels per inch of a raster image.
    public let dotsPerInch: Double
    /// How much larger words and lines are than in print.
    public let textScale: Double
    /// Where the width comes from.
    public let source: String

    /// Makes a preset.
    public init(
        name: String, width: Double, height: Double, rowHeight: Double, dotsPerInch: Double = 600,
        textScale: Double = 1, source: String
    ) {
        self.name = name
        self.width = width
        self.height = height
        self.rowHeight = rowHeight
        self.dotsPerInch = dotsPerInch
        self.textScale = textScale
        self.source = source
    }

    /// Returns the size of a figure with some rows of panels.
    public func size(rows: Int = 1) -> FigureSize {
        FigureSize(
            width: width, height: height + rowHeight * Double(max(0, min(rows, 12) - 1)),
            dotsPerInch: dotsPerInch, textScale: textScale)
    }

    /// Returns the most panels that stand side by side with room for their words.
    public var panelsPerRow: Int { max(1, Int(width / textScale / 130)) }

    /// Returns the preset with a name, or nil where there is none.
    public static func named(_ name: String) -> SizePreset? { all.first { $0.name == name } }

    /// Every preset, in the order in which help shows them.
    public static let all: [SizePreset] = [
        SizePreset(
            name: "neurips-half", width: 2.75 * 72, height: 132, rowHeight: 118,
            source: "half of neurips_2025.sty's textwidth=5.5in"),
        SizePreset(
            name: "neurips", width: 5.5 * 72, height: 158, rowHeight: 140,
            source: "neurips_2025.sty: textwidth=5.5in"),
        SizePreset(
            name: "icml-column", width: 3.25 * 72, height: 144, rowHeight: 126,
            source: "icml2025.sty: textwidth 6.75in, columnsep 0.25in"),
        SizePreset(
            name: "icml", width: 6.75 * 72, height: 166, rowHeight: 148,
            source: "icml2025.sty: textwidth 6.75in"),
        SizePreset(
            name: "acl-column", width: 7.7 / 2.54 * 72, height: 140, rowHeight: 124,
            source: "acl.sty: A4 with margins of 2.5 cm and columnsep 0.6 cm"),
        SizePreset(
            name: "iclr", width: 5.5 * 72, height: 158, rowHeight: 140,
            source: "iclr2025_conference.sty: textwidth 5.5in"),
        SizePreset(
            name: "slide", width: 960, height: 540, rowHeight: 0, dotsPerInch: 144,
            textScale: 2.2, source: "a wide slide, 13.333 × 7.5 inches, 16 : 9"),
        SizePreset(
            name: "square", width: 288, height: 288, rowHeight: 0, dotsPerInch: 240,
            source: "4 × 4 inches"),
    ]
}
