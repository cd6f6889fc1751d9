// SPDX-License-Identifier: GPL-3.0-or-later

/// The physical size of a figure.
///
/// A layout takes the nearest page that can be: sides of 1 to 100,000 points, and a ``textScale`` of
/// 0.1 to 20; NaN stands for ``standard``'s.
public struct FigureSize: Sendable, Hashable {
    /// The width in points.
    public var width: Double
    /// The height in points; where ``axesHeight`` is given, about the height.
    public var height: Double
    /// Pixels per inch of a raster image.
    public var dotsPerInch: Double
    /// How much larger words and lines are than on a printed page, such as on a slide; at 1 words
    /// have 6 to 8 points.
    public var textScale: Double
    /// How tall the axes of each panel are, in points, where the page is as high as it takes.
    ///
    /// They are taller where names or a token strip need it. Nil for a page of exactly ``height``.
    public var axesHeight: Double?
    /// The height of the paper's page, in points: a page as high as its content has room up to it.
    public var greatestHeight: Double?

    /// Makes a size.
    public init(
        width: Double, height: Double, dotsPerInch: Double = 240, textScale: Double = 1,
        axesHeight: Double? = nil, greatestHeight: Double? = nil
    ) {
        self.width = width
        self.height = height
        self.dotsPerInch = dotsPerInch
        self.textScale = textScale
        self.axesHeight = axesHeight
        self.greatestHeight = greatestHeight
    }

    /// One panel for the screen: 4.5 × 3 inches at 240 dpi, 1080 × 720 pixels.
    public static let standard = FigureSize(width: 324, height: 216)

    /// Two panels side by side for the screen: 6.75 × 2.7 inches at 240 dpi, 1620 × 648 pixels.
    public static let wide = FigureSize(width: 486, height: 194.4)

    /// Returns a good size for a number of panels side by side.
    public static func standard(panels: Int) -> FigureSize {
        guard panels > 1 else { return .standard }
        guard panels > 2 else { return .wide }
        return FigureSize(width: 230 * Double(min(panels, 8)), height: wide.height)
    }

    /// Returns a good size for panels in rows, each row with a number of panels side by side.
    public static func standard(columns: Int, rows: Int) -> FigureSize {
        guard rows > 1 else { return standard(panels: columns) }
        let width = min(216 * Double(max(columns, 2)), 1840)
        return FigureSize(width: width, height: 150 * Double(min(rows, 12)) + 30)
    }

    /// The nearest size that a page can have: from 1 point to 100 000 points a side.
    var usable: FigureSize {
        func usable(_ side: Double, _ standard: Double) -> Double {
            side.isNaN ? standard : min(max(side, 1), 100_000)
        }
        return FigureSize(
            width: usable(width, Self.standard.width), height: usable(height, Self.standard.height),
            dotsPerInch: dotsPerInch,
            textScale: textScale.isFinite ? min(max(textScale, 0.1), 20) : 1,
            axesHeight: axesHeight.map { usable($0, 100) },
            greatestHeight: greatestHeight.map { usable($0, 648) })
    }

    /// The width of a raster image in whole pixels.
    package var pixelWidth: Int { Self.pixels(width, dotsPerInch) }

    /// The height of a raster image in whole pixels.
    package var pixelHeight: Int { Self.pixels(height, dotsPerInch) }

    /// Returns pixels for a length in points: 0 where it is not finite, and never overflows.
    private static func pixels(_ points: Double, _ dotsPerInch: Double) -> Int {
        let pixels = (points / 72 * dotsPerInch).rounded()
        return pixels.isFinite ? Int(min(max(pixels, 0), 1e9)) : 0
    }
}
