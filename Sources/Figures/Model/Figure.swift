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

    /// Whether an SVG holds the outlines of words instead of text: it looks the same without the
    /// fonts, and nobody can search, select or hear the words.
    public var outlinesText = false

    /// What the figure shows, with numbers, for people who cannot see it.
    public var alternativeText: String

    /// A line under the panels, such as `toy simulation · world graph · ε 0.2/0.2`; may be empty.
    public var footnote: String

    /// Words over all panels; may be empty.
    public var heading = ""

    /// Whether each of several panels has a letter.
    public var hasLetters = true

    /// Where the names of lines stand; nil to leave it to the layout.
    public var legendPlace: LegendPlace?

    /// Names with their numbers that have no place in the panels, listed below them.
    package var listed: [String] = []

    /// Whether lines of a panel that coincide wholly become one with all their names; else they take
    /// turns.
    package var bundlesLines = true

    /// Whether the layout may take another number of ``columns``, and leave ornaments out that have
    /// no room.
    package var isFlexible = false

    /// Whether nothing need be drawn where the page has no room for it.
    package var isTrial = false

    /// Whether panels leave words along their axes to neighbours with the same.
    package var sharesAxes = true

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
