// SPDX-License-Identifier: GPL-3.0-or-later

/// Lengths of dashes and gaps in line widths, one pattern for each series of a theme.
private let dashes: [[Double]] = [
    [4, 1.5], [], [1.4, 1.2], [6, 1.6, 1.4, 1.6], [2.4, 1.2], [5, 1.4, 1.4, 1.4, 1.4, 1.4],
    [9, 3], [4, 1.3, 4, 1.3, 1.2, 1.3],
]

/// Returns series of colours for lines and for words, each with a dash of its own.
private func styles(_ colors: [(line: UInt32, text: UInt32)]) -> [SeriesStyle] {
    zip(zip(colors, dashes), MarkerShape.allCases).map { style, marker in
        SeriesStyle(
            color: Color(style.0.line), textColor: Color(style.0.text), dash: style.1,
            marker: marker)
    }
}

extension Theme {
    /// Dark on white.
    ///
    /// The first five series are the colours of Okabe and Ito that stand out from
    /// white; the others are darker ones that stay apart for colour-blind readers.
    public static let light = Theme(
        name: "light", background: Color(0xFFFFFF), foreground: Color(0x1F2328),
        muted: Color(0x59636E), grid: Color(0xE1E4E8), shade: Color(0xEDF5F9),
        hatchedShade: Color(0xF2F2F3), hatch: Color(0xD2D4D8),
        series: styles([
            (0x0072B2, 0x0067A1), (0xD55E00, 0xB84F00), (0x009E73, 0x007A59),
            (0xCC79A7, 0xA8487F), (0x000000, 0x000000), (0x882255, 0x882255),
            (0x9A7500, 0x7D5F00), (0x4B4FC4, 0x4B4FC4),
        ]))

    /// Light on nearly black.
    public static let dark = Theme(
        name: "dark", background: Color(0x0D1117), foreground: Color(0xE6EDF3),
        muted: Color(0x9DA7B3), grid: Color(0x262C35), shade: Color(0x12233A),
        hatchedShade: Color(0x191E25), hatch: Color(0x343B45),
        series: styles([
            (0x56B4E9, 0x56B4E9), (0xE69F00, 0xE69F00), (0x009E73, 0x1DB98C),
            (0xCC79A7, 0xD98DB6), (0xF0E442, 0xF0E442), (0xFF7B54, 0xFF7B54),
            (0xFFFFFF, 0xFFFFFF), (0x9C8CFF, 0x9C8CFF),
        ]))

    /// Black and greys on white, for printers without colour.
    public static let print = Theme(
        name: "print", background: Color(0xFFFFFF), foreground: Color(0x000000),
        muted: Color(0x505050), grid: Color(0xE0E0E0), shade: Color(0xF0F0F0),
        hatchedShade: Color(0xF6F6F6), hatch: Color(0xC8C8C8),
        series: styles([
            (0x000000, 0x000000), (0x707070, 0x606060), (0x000000, 0x000000),
            (0x707070, 0x606060), (0x404040, 0x404040), (0x000000, 0x000000),
            (0x868686, 0x606060), (0x505050, 0x505050),
        ]))
}
