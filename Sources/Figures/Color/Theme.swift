// SPDX-License-Identifier: GPL-3.0-or-later

/// The colours and dashes of a figure.
public struct Theme: Sendable, Equatable {
    /// What people type.
    public let name: String
    /// The page.
    public let background: Color
    /// Axes, ticks and words.
    public let foreground: Color
    /// Words and lines of less weight; still has contrast of at least 4.5 : 1 with the page.
    public let muted: Color
    /// Lines of the grid.
    public let grid: Color
    /// Plain shading of a region.
    public let shade: Color
    /// Shading of a region that is hatched as well.
    public let hatchedShade: Color
    /// The diagonal lines of a hatched region.
    public let hatch: Color
    /// The series, in order; each has contrast of at least 3 : 1 with the page.
    public let series: [SeriesStyle]
    /// The styles that a writer has chosen, by numbers beyond those of ``series``.
    package var chosen: [Int: SeriesStyle] = [:]

    /// Makes a theme.
    public init(
        name: String, background: Color, foreground: Color, muted: Color, grid: Color,
        shade: Color, hatchedShade: Color, hatch: Color, series: [SeriesStyle]
    ) {
        self.name = name
        self.background = background
        self.foreground = foreground
        self.muted = muted
        self.grid = grid
        self.shade = shade
        self.hatchedShade = hatchedShade
        self.hatch = hatch
        self.series = series
    }

    /// Returns the style of a series; grey and solid for ``Mark/neutralStyle``.
    ///
    /// After the last the colours start anew, each with another dash, so that no two series look
    /// the same.
    package func style(_ index: Int) -> SeriesStyle {
        if let style = chosen[index] { return style }
        guard index >= 0, !series.isEmpty else {
            return SeriesStyle(color: muted, textColor: muted, dash: [])
        }
        let (round, place) = index.quotientAndRemainder(dividingBy: series.count)
        let style = series[place]
        return SeriesStyle(
            color: style.color, textColor: style.textColor,
            dash: series[(place + round) % series.count].dash,
            marker: series[(place + round) % series.count].marker)
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
    /// The shape of its dots.
    public let marker: MarkerShape

    /// Makes a style.
    public init(
        color: Color, textColor: Color, dash: [Double], marker: MarkerShape = .circle
    ) {
        self.color = color
        self.textColor = textColor
        self.dash = dash
        self.marker = marker
    }
}

extension Theme {
    /// Whether the page is darker than what stands on it.
    package var isDark: Bool {
        background.contrast(with: Color(0xFFFFFF)) > background.contrast(with: Color(0x000000))
    }

    /// Whether every series is a grey, for printers without colour.
    var isColorless: Bool {
        series.allSatisfy { $0.color.red == $0.color.green && $0.color.green == $0.color.blue }
    }

    /// Every theme, in the order in which help shows them.
    public static let all: [Theme] = [.light, .dark, .print]

    /// Returns the theme with a name, or nil where there is none.
    public static func named(_ name: String) -> Theme? {
        all.first { $0.name == name }
    }
}
