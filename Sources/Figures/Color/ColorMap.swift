// SPDX-License-Identifier: GPL-3.0-or-later

/// Colours in a row, for numbers from the least to the greatest.
///
/// A sequential map goes from the page's colour to its opposite, so that greater always stands
/// out more; a diverging one has the page's colour in its middle. Both have a version for light
/// pages and one for dark pages.
public struct ColorMap: Sendable, Hashable {
    /// What people type.
    public let name: String
    /// Where the colours come from.
    public let source: String
    /// Whether the middle is a colour of its own.
    public let isDiverging: Bool
    /// Colours at equal distances, from the least number to the greatest.
    let onLight: [Color]
    /// The same for dark pages.
    let onDark: [Color]

    /// Makes a map.
    ///
    /// - Parameters:
    ///   - name: What people type.
    ///   - source: Where the colours come from.
    ///   - isDiverging: Whether the middle is a colour of its own.
    ///   - onLight: At least two colours at equal distances; between them colours are mixed in
    ///     OKLab.
    ///   - onDark: The same for dark pages.
    public init(
        name: String, source: String, isDiverging: Bool, onLight: [Color], onDark: [Color]
    ) {
        self.name = name
        self.source = source
        self.isDiverging = isDiverging
        self.onLight = onLight
        self.onDark = onDark
    }

    /// Returns a number of colours at equal distances, at least 2.
    public func colors(_ count: Int, on theme: Theme) -> [Color] {
        let anchors = anchors(on: theme).map(OKLab.init)
        guard anchors.count > 1 else { return [] }
        return (0..<max(2, count)).map { index in
            let place = Double(index) / Double(max(1, count - 1)) * Double(anchors.count - 1)
            let left = min(Int(place), anchors.count - 2)
            let part = place - Double(left)
            return anchors[left].mixed(with: anchors[left + 1], part: part).color
        }
    }

    /// Returns the map's own colours; greys on a page for printers without colour.
    private func anchors(on theme: Theme) -> [Color] {
        if theme.isColorless { return Self.grey.onLight }
        return theme.isDark ? onDark : onLight
    }
}

extension ColorMap {
    /// Every map, in the order in which help shows them.
    public static let all: [ColorMap] = [.lagoon, .poles, .grey]

    /// Returns the map with a name, or nil where there is none.
    public static func named(_ name: String) -> ColorMap? { all.first { $0.name == name } }

    /// Pale yellow through green to deep blue.
    public static let lagoon = ColorMap(
        name: "lagoon", source: ownSource, isDiverging: false,
        onLight: colors([
            0xFBF9D3, 0xCAE5A3, 0x83D48E, 0x06BD92, 0x079B95, 0x027B8B, 0x035C7E, 0x253E5C,
            0x1F243F,
        ]),
        onDark: colors([
            0x12132C, 0x0C2B57, 0x004A6B, 0x006A7B, 0x048B88, 0x0BAE89, 0x78C787, 0xC0DB9C,
            0xF3F1CB,
        ]))

    /// Blue below the middle, orange above it.
    public static let poles = ColorMap(
        name: "poles", source: ownSource, isDiverging: true,
        onLight: colors([
            0x003B7B, 0x045CB4, 0x4383D2, 0x7CAAE5, 0xB8D1F1, 0xF7F7F7, 0xEDC4B3, 0xDC9372,
            0xC36334, 0x9B3D00, 0x672600,
        ]),
        onDark: colors([
            0xC3E2FE, 0x69BBFE, 0x4991CB, 0x386990, 0x2C4356, 0x26292E, 0x513B29, 0x875831,
            0xBD793D, 0xF19E55, 0xFED5B4,
        ]))

    /// Greys, for printers without colour.
    public static let grey = ColorMap(
        name: "grey", source: ownSource, isDiverging: false,
        onLight: colors([
            0xF5F5F5, 0xD7D7D7, 0xBABABA, 0x9E9E9E, 0x838383, 0x696969, 0x505050, 0x383838,
            0x222222,
        ]),
        onDark: colors([
            0x222222, 0x383838, 0x505050, 0x696969, 0x838383, 0x9E9E9E, 0xBABABA, 0xD7D7D7,
            0xF5F5F5,
        ]))

    private static let ownSource = "made for this program in OKLab, with even steps of lightness"

    private static func colors(_ numbers: [UInt32]) -> [Color] { numbers.map { Color($0) } }
}
