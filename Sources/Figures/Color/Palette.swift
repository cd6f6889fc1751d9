// SPDX-License-Identifier: GPL-3.0-or-later

/// Colours for series, as published; a theme makes them fit its page.
///
/// They stand in an order in which the first four look different to everybody.
public struct Palette: Sendable, Hashable {
    /// What people type.
    public let name: String
    /// Who chose the colours, and where.
    public let source: String
    /// The colours in order.
    let colors: [Color]

    /// Makes a palette.
    public init(name: String, source: String, colors: [Color]) {
        self.name = name
        self.source = source
        self.colors = colors
    }

    /// Every palette but the themes' own, in the order in which help shows them.
    public static let all: [Palette] = [.bright, .muted]

    /// Returns the palette with a name, or nil where there is none.
    public static func named(_ name: String) -> Palette? { all.first { $0.name == name } }

    /// Seven clear colours.
    public static let bright = Palette(
        name: "tol-bright",
        source: "Paul Tol, \"Colour Schemes\", SRON/EPS/TN/09-002, issue 3.2, 2021, figure 1",
        colors: [0x4477AA, 0xEE6677, 0x66CCEE, 0xAA3377, 0xCCBB44, 0x228833, 0xBBBBBB]
            .map { Color($0) })

    /// Nine calm colours.
    public static let muted = Palette(
        name: "tol-muted",
        source: "Paul Tol, \"Colour Schemes\", SRON/EPS/TN/09-002, issue 3.2, 2021, figure 4",
        colors: [
            0x332288, 0x999933, 0x882255, 0x88CCEE, 0xCC6677, 0x117733, 0xAA4499, 0x44AA99,
            0xDDCC77,
        ].map { Color($0) })
}

extension Theme {
    /// Returns the theme with its series in another palette's colours.
    ///
    /// A colour too faint for the page is made darker or lighter until it has contrast of
    /// 3 : 1, and 4.5 : 1 for words. A page for printers without colour stays as it is.
    public func colored(_ palette: Palette) -> Theme {
        guard !isColorless else { return self }
        let styles = palette.colors.enumerated().map { index, color in
            SeriesStyle(
                color: color.legible(on: background, contrast: 3.05),
                textColor: color.legible(on: background, contrast: 4.55),
                dash: series[index % series.count].dash,
                marker: series[index % series.count].marker)
        }
        return Theme(
            name: name, background: background, foreground: foreground, muted: muted, grid: grid,
            shade: shade, hatchedShade: hatchedShade, hatch: hatch, series: styles)
    }
}

extension Color {
    /// Returns the nearest colour of the same hue with enough contrast with a page, or black or
    /// white where there is none.
    func legible(on page: Color, contrast wanted: Double) -> Color {
        let start = OKLab(self)
        let isPageDark = page.contrast(with: Color(0xFFFFFF)) > page.contrast(with: Color(0))
        let end = OKLab(Color(isPageDark ? 0xFFFFFF : 0))
        for step in 0...100 {
            let color = start.mixed(with: end, part: Double(step) / 100).color
            if color.contrast(with: page) >= wanted { return color }
        }
        return end.color
    }

    /// Returns black or white, whichever stands out more from a colour.
    package static func ink(on color: Color) -> Color { ink(on: [color]).color }

    /// Returns black or white, whichever stands out more from all of some colours, with its least
    /// contrast.
    static func ink(on colors: [Color]) -> (color: Color, contrast: Double) {
        let inks = [Color(0x000000), Color(0xFFFFFF)].map { ink in
            (color: ink, contrast: colors.map(ink.contrast).min() ?? 21)
        }
        return inks[0].contrast >= inks[1].contrast ? inks[0] : inks[1]
    }

    /// Returns the colour a part of the way to another, mixed in OKLab; opaque.
    func mixed(with other: Color, part: Double) -> Color {
        OKLab(self).mixed(with: OKLab(other), part: part).color
    }
}
