// SPDX-License-Identifier: GPL-3.0-or-later

/// What a figure of characters is drawn on: how large it is, and what it can show.
public struct TextScreen: Sendable {
    /// Characters in a row; no row of a figure is longer.
    public var columns: Int

    /// Rows that a figure may take where its panels are still large enough to read; else it takes
    /// more.
    public var rows: Int

    /// The signs that curves are made of.
    public var signs: TextSigns

    /// How many colours there are.
    public var colors: ColorDepth

    /// Returns how many cells a text takes.
    public var width: @Sendable (String) -> Int

    /// Makes a screen.
    public init(
        columns: Int, rows: Int, signs: TextSigns, colors: ColorDepth,
        width: @escaping @Sendable (String) -> Int
    ) {
        self.columns = columns
        self.rows = rows
        self.signs = signs
        self.colors = colors
        self.width = width
    }
}

extension TextScreen {
    /// Whether there are colours enough for pictures; else their numbers are shown by denser and
    /// less dense signs.
    var showsPictures: Bool { colors == .full || colors == .indexed }
}

/// The signs that curves are made of.
public enum TextSigns: Sendable, Hashable, CaseIterable {
    /// Braille: eight dots a cell.
    case braille
    /// Blocks: four quarters a cell, for fonts without Braille.
    case blocks
    /// One sign of ASCII a cell, another for each curve.
    case ascii

    /// Dots beside each other in a cell.
    var dotColumns: Int { self == .ascii ? 1 : 2 }

    /// Dots above each other in a cell.
    var dotRows: Int {
        switch self {
        case .braille: 4
        case .blocks: 2
        case .ascii: 1
        }
    }
}

/// How many colours a screen shows.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
    /// None: no escape sequence is written at all.
    case none
    /// The sixteen of every terminal.
    case sixteen
    /// The 256 of xterm.
    case indexed
    /// All of sRGB.
    case full
}
