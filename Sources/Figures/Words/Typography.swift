// SPDX-License-Identifier: GPL-3.0-or-later

/// Sizes of words and widths of lines, in points as printed.
package enum Typography {
    package static let heading = Font(size: 8, isBold: true)
    package static let title = Font(size: 8)
    package static let letter = Font(size: 8, isBold: true)
    package static let axisLabel = Font(size: 7.5)
    package static let tickLabel = Font(size: 7)
    package static let lineName = Font(size: 7)
    package static let note = Font(size: 7)
    package static let level = Font(size: 6.5)
    package static let cell = Font(size: 6.5)
    package static let footnote = Font(size: 6)
    package static let count = Font(size: 5.5, isBold: true)

    /// No sign is smaller as printed, in formulas and on token strips neither.
    package static let leastSize = 5.5
    /// Words are whole up to this width, in units of their size; only longer ones may be cut.
    package static let longestWords = 24.0
    /// Axes that are narrower or lower show nothing.
    package static let leastAxes = (width: 45.0, height: 30.0)

    package static let curve = 1.5
    package static let pale = 0.7
    package static let axis = 0.8
    package static let tick = 0.8
    package static let minorTick = 0.5
    package static let grid = 0.5
    package static let rule = 0.6
    package static let hatch = 0.4
    package static let dot = 2.1
    package static let dotOutline = 1.0

    /// Half the size of a marker, and the width of its edge.
    package static let marker = 2.3
    package static let markerEdge = 0.8
    /// The edges of areas, bars and token boxes.
    package static let edge = 0.6
    package static let contour = 0.7

    /// The width of a colour bar, and its distance from the axes.
    package static let colorBar = 7.0
    package static let colorBarGap = 7.0

    /// Lengths of ticks.
    package static let tickLength = 3.0
    package static let minorTickLength = 1.8

    /// The white around the whole figure.
    package static let pagePadding = 6.0
    /// From one panel to the next.
    package static let panelGap = 12.0
    /// From a tick to its number.
    package static let tickGap = 2.5
    /// From the numbers to the axis's words.
    package static let labelGap = 5.0
    /// From the title's foot to the axes.
    package static let titleGap = 6.0
    /// How much of a line a legend shows.
    package static let sampleLength = 17.0
}

extension Font {
    /// The height of a line of text that leaves a little air.
    var lineHeight: Double { size * 1.36 }

    /// Returns the font at another size, but not below the least that is read.
    func scaled(_ factor: Double, least: Double = Typography.leastSize) -> Font {
        Font(
            size: max(size * factor, min(size, least)), isItalic: isItalic, isBold: isBold,
            typeface: typeface)
    }

    /// The slanted face of the font.
    var italic: Font {
        Font(size: size, isItalic: true, isBold: isBold, typeface: typeface)
    }
}
