// SPDX-License-Identifier: GPL-3.0-or-later

/// The family of letters that a figure's words are set in.
public enum Typeface: String, Sendable, Hashable, CaseIterable {
    /// Without serifs, for screens and slides.
    case sans
    /// With serifs, to go with a paper's text.
    case serif
}
