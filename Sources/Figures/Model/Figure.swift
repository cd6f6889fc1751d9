// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure as a value: what is drawn, not where.
///
/// Texts may hold mathematics between dollar signs, in the small subset of TeX that
/// ``MathText`` reads: `$\pi_{old}$`, `$\frac{\pi}{\pi_{old}}$`.
public struct Figure: Sendable, Equatable {
    /// What the figure is called; goes into the file's metadata.
    public var title: String

    /// The panels, left to right, and from the upper row to the lower.
    public var panels: [Panel]

    /// The most panels side by side; nil for all in one row.
    public var columns: Int?

    /// Width and height in points of 1/72 inch.
    public var size: FigureSize

    /// Colours of the page, the axes and the series.
    public var theme: Theme

    /// The letters of all words.
    public var typeface: Typeface

    /// Whether the page is left out, so that what lies under the figure shows through.
    ///
    /// Words and lines keep the theme's colours: they are legible on pages like the theme's.
    public var isTransparent: Bool

    /// What the figure shows, with numbers, for people who cannot see it.
    public var alternativeText: String

    /// A line under the panels, such as `toy simulation · world graph · ε 0.2/0.2`; may be empty.
    public var footnote: String

    /// Names with their numbers that have no place in the panels, listed below them.
    package var listed: [String] = []

    /// Whether the layout may take another number of ``columns``, and leave ornaments out that have
    /// no room.
    package var isFlexible = false

    /// Whether nothing need be drawn where the page has no room for it.
    package var isTrial = false

    /// Whether panels leave words along their axes to neighbours with the same.
    package var sharesAxes = true

    /// Whether panels side by side have letters.
    package var showsLetters = true

    /// Makes a figure.
    public init(
        title: String, panels: [Panel], columns: Int? = nil, size: FigureSize = .standard,
        theme: Theme = .light, typeface: Typeface = .sans, isTransparent: Bool = false,
        alternativeText: String = "", footnote: String = ""
    ) {
        self.title = title
        self.panels = panels
        self.columns = columns
        self.size = size
        self.theme = theme
        self.typeface = typeface
        self.isTransparent = isTransparent
        self.alternativeText = alternativeText
        self.footnote = footnote
    }
}
