// SPDX-License-Identifier: GPL-3.0-or-later

/// Lengths of dashes and gaps in line widths, one pattern for each series of a theme.
let dashes: [[Double]] = [
    [4, 1.5], [], [1.4, 1.2], [6, 1.6, 1.4, 1.6], [2.4, 1.2], [5, 1.4, 1.4, 1.4, 1.4, 1.4],
    [9, 3], [4, 1.3, 4, 1.3, 1.2, 1.3],
]

/// Returns series of colours for lines, each with a dash and a marker of its own; words about them
/// have the same colour, as much stronger as letters need.
private func styles(_ colors: [UInt32], on page: UInt32, widths: [Double] = [1]) -> [SeriesStyle] {
    colors.indices.map { index in
        let color = Color(colors[index])
        return SeriesStyle(
            color: color, textColor: color.legible(on: Color(page), contrast: 4.55),
            dash: dashes[index], marker: MarkerShape.allCases[index],
            width: widths[index % widths.count])
    }
}

/// The colours of series were searched for: two stay as Okabe and Ito chose them, or nearly, and
/// the others are those of a grid over sRGB that lie farthest from all others, for readers of every
/// kind. Any two of the eight of a theme differ by at least 13 (CIEDE2000) with ordinary sight and
/// with protanopia, deuteranopia and tritanopia as Machado, Oliveira and Fernandes (2009) simulate
/// them, by at least 6 of L* as greys, and each has contrast of 3 : 1 with the page. Tests hold
/// them to it.
extension Theme {
    /// Dark on white.
    public static let light = Theme(
        name: "light", background: Color(0xFFFFFF), foreground: Color(0x1F2328),
        muted: Color(0x59636E), grid: Color(0xE1E4E8), shade: Color(0xEDF5F9),
        hatchedShade: Color(0xF2F2F3), hatch: Color(0xD2D4D8),
        series: styles(
            [
                0x0072B2, 0xD55E00, 0x00A87A, 0xAA2266, 0x000044, 0x990000, 0x0000CC, 0x551122,
            ], on: 0xFFFFFF))

    /// Light on nearly black.
    public static let dark = Theme(
        name: "dark", background: Color(0x0D1117), foreground: Color(0xE6EDF3),
        muted: Color(0x9DA7B3), grid: Color(0x262C35), shade: Color(0x12233A),
        hatchedShade: Color(0x191E25), hatch: Color(0x343B45),
        series: styles(
            [
                0x56B4E9, 0xFFB000, 0x119933, 0xFF55AA, 0xFFFF99, 0xBB1166, 0xBB22DD, 0x00FFDD,
            ], on: 0x0D1117))

    /// Black and greys on white, for printers without colour: lines differ in dash and weight.
    public static let print = Theme(
        name: "print", background: Color(0xFFFFFF), foreground: Color(0x000000),
        muted: Color(0x505050), grid: Color(0xE0E0E0), shade: Color(0xF0F0F0),
        hatchedShade: Color(0xF6F6F6), hatch: Color(0xC8C8C8),
        series: styles(
            [
                0x000000, 0x797979, 0x3C3C3C, 0x8E8E8E, 0x181818, 0x515151, 0x656565, 0x2A2A2A,
            ], on: 0xFFFFFF, widths: printWidths))

    /// The weights of lines on a page without colours, in widths of an ordinary line.
    static let printWidths = [1, 1.7, 0.8]
}
