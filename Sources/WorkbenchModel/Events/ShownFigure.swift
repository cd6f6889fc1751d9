// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures

/// A figure to look at: what a front end needs to show it with characters or as an image.
package struct ShownFigure: Sendable {
    /// The figure, or nil where there is only a file of it.
    package let figure: Figure?

    /// What it shows, in words, for where it cannot be shown.
    package let description: String

    /// How it is to be shown; nil leaves it to the front end.
    package let graphics: Graphics?

    /// Returns the bytes of a PNG of it; a figure is drawn with so many pixels per inch.
    package let png: @Sendable (_ dotsPerInch: Double) throws(DrawingError) -> [UInt8]

    /// Returns the bytes of an SVG of it; nil where there is none.
    package let svg: File?

    /// Returns the bytes of a page of it that a reader explores; nil where nobody asked for one.
    package let page: File?

    /// Makes a file.
    package typealias File = @Sendable () throws(DrawingError) -> [UInt8]

    package init(
        figure: Figure?, description: String, graphics: Graphics?,
        svg: File? = nil, page: File? = nil,
        png: @escaping @Sendable (_ dotsPerInch: Double) throws(DrawingError) -> [UInt8]
    ) {
        self.figure = figure
        self.description = description
        self.graphics = graphics
        self.svg = svg
        self.page = page
        self.png = png
    }
}

/// Returns the width and the height in pixels that a PNG states, or nil where it states none.
package func pngSize(_ file: [UInt8]) -> (width: Int, height: Int)? {
    guard file.count >= 24 else { return nil }
    func number(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    let size = (number(16), number(20))
    return size.0 > 0 && size.1 > 0 ? size : nil
}

/// How a terminal shows figures.
package enum Graphics: String, Sendable, CaseIterable {
    /// With Braille: eight dots a character.
    case braille
    /// With ASCII alone.
    case ascii
    /// With block characters, for fonts without Braille.
    case blocks
    /// As an image, by the protocol of kitty.
    case kitty
    /// As an image, by the protocol of iTerm2.
    case iterm2
    /// As an image, in the format of the VT340.
    case sixel
    /// In words.
    case none

    /// What it is, in a few words.
    package var summary: String {
        switch self {
        case .braille: "characters with dots"
        case .ascii: "ASCII characters"
        case .blocks: "block characters"
        case .kitty: "an image, as kitty and Ghostty show"
        case .iterm2: "an image, as iTerm2 and WezTerm show"
        case .sixel: "an image, as foot and xterm -ti vt340 show"
        case .none: "only what the figure shows, in words"
        }
    }
}
