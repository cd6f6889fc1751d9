// SPDX-License-Identifier: GPL-3.0-or-later

/// Lengths of dashes and gaps in line widths, by the words that people type for them.
private let dashWords: [(word: String, dash: [Double])] = [
    ("solid", []), ("dashed", [4, 1.5]), ("dotted", [1.4, 1.2]), ("dashdot", [6, 1.6, 1.4, 1.6]),
    ("longdash", [9, 3]),
]

extension SeriesStyle {
    /// The words for patterns of dashes.
    package static var dashNames: [String] { dashWords.map(\.word) }

    /// Returns the pattern of dashes that a word stands for, or nil where it is none.
    package static func dash(named word: String) -> [Double]? {
        dashWords.first { $0.word == word }?.dash
    }

    /// Returns the style with what a writer chose of it, for lines and words on a page.
    ///
    /// The line has exactly the colour chosen; words about it are as near to it as can be read.
    package func choosing(
        _ color: Color?, _ dash: [Double]?, _ marker: MarkerShape?, on page: Color
    ) -> SeriesStyle {
        SeriesStyle(
            color: color ?? self.color,
            textColor: color?.legible(on: page, contrast: 4.55) ?? textColor,
            dash: dash ?? self.dash, marker: marker ?? self.marker, width: width)
    }
}

extension Theme {
    /// Returns the theme on a page of other colours; what stands between page and words is mixed
    /// anew from both.
    package func repapered(background: Color, foreground: Color) -> Theme {
        func mixed(_ part: Double) -> Color { background.mixed(with: foreground, part: part) }
        return Theme(
            name: name, background: background, foreground: foreground,
            muted: mixed(0.7).legible(on: background, contrast: 4.55), grid: mixed(0.11),
            shade: mixed(0.06), hatchedShade: mixed(0.05), hatch: mixed(0.18),
            series: series.map { $0.legible(on: background) })
    }

    /// Returns the theme with its first series in some colours, which are taken as they are; the
    /// others follow.
    package func colored(_ colors: [Color]) -> Theme {
        let styles = colors.enumerated().map { index, color in
            style(index).choosing(color, nil, nil, on: background)
        }
        return Theme(
            name: name, background: background, foreground: foreground, muted: muted, grid: grid,
            shade: shade, hatchedShade: hatchedShade, hatch: hatch,
            series: styles + series.dropFirst(styles.count))
    }
}

extension SeriesStyle {
    /// Returns the style as it can be seen on another page.
    fileprivate func legible(on page: Color) -> SeriesStyle {
        SeriesStyle(
            color: color.legible(on: page, contrast: 3.05),
            textColor: textColor.legible(on: page, contrast: 4.55), dash: dash, marker: marker)
    }
}
