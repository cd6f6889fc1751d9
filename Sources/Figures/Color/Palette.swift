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
    /// Their hues stay; their lightness is moved as little as it takes to have contrast of 3 : 1
    /// with the page, and to be apart for readers who see hues badly or on a page without colours.
    /// Words have contrast of 4.5 : 1. A palette of seven gets the colour of the theme's words
    /// besides. A page for printers without colour stays as it is.
    public func colored(_ palette: Palette) -> Theme {
        guard !isColorless else { return self }
        let missing = max(0, Self.fewestColors - palette.colors.count)
        let colors = spread(palette.colors + Array(repeating: foreground, count: missing))
        let styles = colors.enumerated().map { index, color in
            let place = index % dashes.count
            return SeriesStyle(
                color: color, textColor: color.legible(on: background, contrast: 4.55),
                dash: dashes[place], marker: MarkerShape.allCases[place])
        }
        return Theme(
            name: name, background: background, foreground: foreground, muted: muted, grid: grid,
            shade: shade, hatchedShade: hatchedShade, hatch: hatch, series: styles)
    }

    /// Fewer colours would not be enough for the first 64 series to look different.
    private static let fewestColors = 8

    /// Returns colours in their order of lightness, moved apart within what the page leaves them.
    private func spread(_ colors: [Color]) -> [Color] {
        let sorted = colors.indices.sorted {
            (colors[$0].lightness, $0) < (colors[$1].lightness, $1)
        }
        let ends = legibleLightness
        let room = (ends.upperBound - ends.lowerBound) / Double(max(1, colors.count - 1))
        let places = LineEndLabels.spread(
            sorted.map { colors[$0].lightness }, apart: min(room, 6.8), within: ends)
        var moved = colors
        for (place, index) in zip(places, sorted) {
            moved[index] = colors[index].at(lightness: place)
        }
        return moved
    }

    /// The lightness of greys that have contrast of 3 : 1 with the page.
    private var legibleLightness: ClosedRange<Double> {
        let contrast = 3.06
        let page = background.luminance + 0.05
        return isDark
            ? Color.lightness(luminance: contrast * page - 0.05)...100
            : 0...Color.lightness(luminance: page / contrast - 0.05)
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

    /// Returns the colour of the same hue, as strong as it can be, with another lightness L*.
    func at(lightness wanted: Double) -> Color {
        let start = OKLab(self)
        func color(_ lightness: Double) -> Color {
            // Near black and white there is hardly any colour.
            let strength = min(1, lightness / 0.25, (1 - lightness) / 0.08)
            return OKLab(
                lightness: lightness, a: start.a * max(0, strength), b: start.b * max(0, strength)
            ).color
        }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if color(middle).lightness < wanted { low = middle } else { high = middle }
        }
        return color((low + high) / 2)
    }

    /// Returns the colour a part of the way to another, mixed in OKLab; opaque.
    func mixed(with other: Color, part: Double) -> Color {
        OKLab(self).mixed(with: OKLab(other), part: part).color
    }
}
