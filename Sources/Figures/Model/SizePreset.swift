// SPDX-License-Identifier: GPL-3.0-or-later

/// A size that papers or slides ask for.
public struct SizePreset: Sendable, Hashable {
    /// What people type.
    public let name: String
    /// The width in points of 1/72 inch.
    public let width: Double
    /// The height in points: of the page where that is fixed, else of each panel's axes.
    public let height: Double
    /// Whether the page has this height, as slides have; else it is as high as its content.
    public let isPage: Bool
    /// Pixels per inch of a raster image.
    public let dotsPerInch: Double
    /// How much larger words and lines are than in print.
    public let textScale: Double
    /// Where the width comes from.
    public let source: String

    /// Makes a preset.
    public init(
        name: String, width: Double, height: Double, isPage: Bool = false,
        dotsPerInch: Double = 600,
        textScale: Double = 1, source: String
    ) {
        self.name = name
        self.width = width
        self.height = height
        self.isPage = isPage
        self.dotsPerInch = dotsPerInch
        self.textScale = textScale
        self.source = source
    }

    /// The size of a figure.
    ///
    /// Papers fix the width only: a figure is as high as its panels, names and footnotes take.
    public var size: FigureSize {
        FigureSize(
            width: width, height: isPage ? height : height + 60, dotsPerInch: dotsPerInch,
            textScale: textScale, axesHeight: isPage ? nil : height,
            greatestHeight: isPage ? nil : Self.textHeight)
    }

    /// The height of the text on a paper's page, in points: 9 inches in most style files.
    private static let textHeight = 9.0 * 72

    /// Returns the most panels that stand side by side with room for their words.
    package var panelsPerRow: Int { max(1, Int(width / textScale / 130)) }

    /// Returns the preset with a name, or nil where there is none.
    public static func named(_ name: String) -> SizePreset? { all.first { $0.name == name } }

    /// Every preset, in the order in which help shows them.
    public static let all: [SizePreset] = [
        SizePreset(
            name: "neurips-half", width: 2.75 * 72, height: 74,
            source: "half of neurips_2025.sty's textwidth=5.5in"),
        SizePreset(
            name: "neurips", width: 5.5 * 72, height: 100,
            source: "neurips_2025.sty: textwidth=5.5in"),
        SizePreset(
            name: "icml-column", width: 3.25 * 72, height: 86,
            source: "icml2025.sty: textwidth 6.75in, columnsep 0.25in"),
        SizePreset(
            name: "icml", width: 6.75 * 72, height: 108,
            source: "icml2025.sty: textwidth 6.75in"),
        SizePreset(
            name: "acl-column", width: 7.7 / 2.54 * 72, height: 82,
            source: "acl.sty: A4 with margins of 2.5 cm and columnsep 0.6 cm"),
        SizePreset(
            name: "iclr", width: 5.5 * 72, height: 100,
            source: "iclr2025_conference.sty: textwidth 5.5in"),
        SizePreset(
            name: "slide", width: 960, height: 540, isPage: true, dotsPerInch: 144,
            textScale: 2.2, source: "a wide slide, 13.333 × 7.5 inches, 16 : 9"),
        SizePreset(
            name: "square", width: 288, height: 288, isPage: true, dotsPerInch: 240,
            source: "4 × 4 inches"),
    ]
}
