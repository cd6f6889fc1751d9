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
    package func colors(_ count: Int, on theme: Theme) -> [Color] {
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

    /// Pale yellow through green to deep blue.
    public static let lagoon = ColorMap(
        name: "lagoon", source: ownSource, isDiverging: false,
        onLight: colors([
            0xF9FAD7, 0xCEE4B3, 0x97D09F, 0x5ABA99, 0x06A098, 0x00818F, 0x026482, 0x224667,
            0x242D45,
        ]),
        onDark: colors([
            0x191D34, 0x1A3658, 0x005475, 0x007384, 0x009390, 0x4BB092, 0x8DC898, 0xC6DEAD,
            0xF4F5D2,
        ]))

    /// Blue below the middle, orange above it.
    public static let poles = ColorMap(
        name: "poles", source: ownSource, isDiverging: true,
        onLight: colors([
            0x0056AA, 0x2C75CC, 0x5A96E2, 0x8BB7EF, 0xC0D7F6, 0xF7F7F7, 0xF1CCB9, 0xE6A27F,
            0xD37948, 0xBA5303, 0x8E3C00,
        ]),
        onDark: colors([
            0x81C5FF, 0x5BA4DF, 0x4883B4, 0x3C6485, 0x334656, 0x292929, 0x523F2F, 0x7D5634,
            0xA7703D, 0xD08C4D, 0xF5AC69,
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
