// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// The families that a reader is told to look for, the one that was measured with first.
enum SVGFont {
    /// Returns the families for a typeface.
    static func families(of typeface: Typeface) -> String {
        switch typeface {
        // Verdana has nearly the same widths.
        case .sans: "'DejaVu Sans', Verdana, sans-serif"
        case .computerModern:
            "'CMU Serif', 'Latin Modern Roman', 'Computer Modern', STIXGeneral, serif"
        case .serif: "STIXGeneral, 'STIX Two Text', 'Times New Roman', Times, serif"
        }
    }
}
