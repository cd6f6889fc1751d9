// SPDX-License-Identifier: GPL-3.0-or-later

/// The family of letters that a figure's words are set in.
public enum Typeface: String, Sendable, Hashable, CaseIterable {
    /// Without serifs, for screens and slides.
    case sans
    /// With serifs, to go with a paper's text.
    case serif
    /// Computer Modern, which LaTeX sets papers in.
    case computerModern = "cm"
}

extension Typeface {
    /// The name of the file that holds a face of the family.
    package func fileName(isItalic: Bool, isBold: Bool) -> String {
        let style = (isItalic ? 1 : 0) + (isBold ? 2 : 0)
        switch self {
        case .sans: return "DejaVuSans\(["", "-Oblique", "-Bold", "-BoldOblique"][style]).ttf"
        case .serif:
            return "STIXGeneral\(["-Regular", "-Italic", "-Bold", "-BoldItalic"][style]).otf"
        case .computerModern: return "cmun\(["rm", "ti", "bx", "bi"][style]).ttf"
        }
    }
}
