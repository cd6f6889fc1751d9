// SPDX-License-Identifier: GPL-3.0-or-later

/// The colours and dashes of a figure.
public struct Theme: Sendable, Equatable {
    /// What people type.
    public let name: String
    /// The page.
    public let background: Color
    /// Axes, ticks and words.
    public let foreground: Color
    /// Words and lines of less weight.
    public let muted: Color
    /// Lines of the grid.
    public let grid: Color
    /// Plain shading of a region.
    public let shade: Color
    /// The series, in order; each has contrast of at least 3 : 1 with the page.
    public let series: [SeriesStyle]

    /// Makes a theme.
    public init(
        name: String, background: Color, foreground: Color, muted: Color, grid: Color,
        shade: Color, series: [SeriesStyle]
    ) {
        self.name = name
        self.background = background
        self.foreground = foreground
        self.muted = muted
        self.grid = grid
        self.shade = shade
        self.series = series
    }
}

/// One colour and dash; neither alone has to tell series apart.
public struct SeriesStyle: Sendable, Hashable {
    /// The colour of the line.
    public let color: Color
    /// The colour of words about the line, with contrast of at least 4.5 : 1.
    public let textColor: Color
    /// Lengths of dashes and gaps in line widths; empty for a solid line.
    public let dash: [Double]

    /// Makes a style.
    public init(color: Color, textColor: Color, dash: [Double]) {
        self.color = color
        self.textColor = textColor
        self.dash = dash
    }
}

extension Theme {
    /// Dark on white.
    public static let light = Theme(
        name: "light", background: Color(0xFFFFFF), foreground: Color(0x1F2328),
        muted: Color(0x59636E), grid: Color(0xE4E7EB), shade: Color(0xEDF4F9),
        series: [
            SeriesStyle(color: Color(0x0072B2), textColor: Color(0x0072B2), dash: [5, 2]),
            SeriesStyle(color: Color(0xD55E00), textColor: Color(0xB84F00), dash: []),
        ])

    /// Every theme, in the order in which help shows them.
    public static let all: [Theme] = [.light]
}
