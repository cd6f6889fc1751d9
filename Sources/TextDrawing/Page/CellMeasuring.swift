// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The size of a character cell in points.
///
/// A row is as high as a line of the layout's usual text, so that each line gets a row of its own;
/// half as wide, as in most terminals, the dots of Braille are squares.
enum Cell {
    static let width = 4.76
    static let height = 9.52
}

/// Measures texts by the cells that they take, whatever their font.
struct CellMeasuring: TextMeasuring {
    let screen: TextScreen

    /// Exponents are the only texts of a page as small as this.
    static let largestExponent = 5.5

    func measure(_ text: String, font: Font) -> TextSize {
        // Without raised digits, a power is written with a sign between.
        let isMarked = screen.signs == .ascii && font.size <= Self.largestExponent
        let cells = screen.width(text) + (isMarked ? 1 : 0)
        // A little more, so that the blanks between boxes of tokens are whole cells.
        return TextSize(
            width: (Double(cells) + (cells > 0 ? 0.08 : 0)) * Cell.width, ascent: 0.75 * font.size,
            descent: 0.22 * font.size)
    }
}
