// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// The families that a reader is told to look for, the one that was measured with first.
enum SVGFont {
    /// Returns the families for a text, or those of most texts.
    static func families(of font: Font?) -> String {
        // Verdana has nearly the same widths.
        "'DejaVu Sans', Verdana, sans-serif"
    }
}
