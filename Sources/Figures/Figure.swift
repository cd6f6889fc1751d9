// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure as a value: what is drawn, not where.
///
/// Texts may hold mathematics between dollar signs, in the small subset of TeX that
/// ``MathText`` reads: `$\pi_{old}$`, `$\frac{\pi}{\pi_{old}}$`.
public struct Figure: Sendable, Equatable {
    /// What the figure is called; goes into the file's metadata.
    public var title: String

    /// The panels, left to right.
    public var panels: [Panel]

    /// Width and height in points of 1/72 inch.
    public var size: FigureSize

    /// Colours of the page, the axes and the series.
    public var theme: Theme

    /// What the figure shows, with numbers, for people who cannot see it.
    public var alternativeText: String

    /// A line under the panels, such as `toy simulation · world graph · ε 0.2/0.2`; may be empty.
    public var footnote: String

    /// Makes a figure.
    public init(
        title: String, panels: [Panel], size: FigureSize = .standard, theme: Theme = .light,
        alternativeText: String = "", footnote: String = ""
    ) {
        self.title = title
        self.panels = panels
        self.size = size
        self.theme = theme
        self.alternativeText = alternativeText
        self.footnote = footnote
    }
}

/// The physical size of a figure.
public struct FigureSize: Sendable, Hashable {
    /// The width in points.
    public var width: Double
    /// The height in points.
    public var height: Double
    /// Pixels per inch of a raster image.
    public var dotsPerInch: Double

    /// Makes a size.
    public init(width: Double, height: Double, dotsPerInch: Double = 240) {
        self.width = width
        self.height = height
        self.dotsPerInch = dotsPerInch
    }

    /// One panel for the screen: 4.5 × 3 inches at 240 dpi, 1080 × 720 pixels.
    public static let standard = FigureSize(width: 324, height: 216)
}

/// One set of axes with what is drawn in it.
public struct Panel: Sendable, Equatable {
    /// The words above the axes; may be empty.
    public var title: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// What is drawn, from the back to the front.
    public var marks: [Mark]

    /// Makes a panel.
    public init(title: String = "", x: Axis, y: Axis, marks: [Mark]) {
        self.title = title
        self.x = x
        self.y = y
        self.marks = marks
    }
}

/// An axis: its words, its scale and its ends.
public struct Axis: Sendable, Equatable {
    /// The words beside the axis.
    public var label: String
    /// Linear or logarithmic.
    public var scale: Scale
    /// The ends, or nil to take them from what is drawn.
    public var range: ClosedRange<Double>?

    /// How numbers become places.
    public enum Scale: Sendable, Equatable {
        case linear, logarithmic
    }

    /// Makes an axis.
    public init(_ label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
        self.label = label
        self.scale = scale
        self.range = range
    }
}

/// A point in an axis's own units.
public struct Point: Sendable, Hashable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// Makes a point.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// Something drawn in a panel.
public enum Mark: Sendable, Equatable {
    /// A curve in pieces; each piece is drawn by itself, so that jumps stay jumps.
    case line(Line)
    /// A band between two curves, such as a confidence interval.
    case band(Band)
    /// A shaded part of the panel, with an optional note inside it.
    case region(Region)
    /// A straight line across the panel at one number.
    case rule(Rule)
    /// Words at a place, in a corner or beside a point.
    case note(Note)

    /// A curve in pieces.
    public struct Line: Sendable, Equatable {
        /// The name in the legend; lines with the same name share one entry.
        public var name: String
        /// Which colour and dash of the theme, from 0.
        public var style: Int
        /// The pieces; NaN ends a piece as well.
        public var pieces: [[Point]]
        /// Ends that belong to the curve, drawn as full dots.
        public var closedEnds: [Point]
        /// Ends that do not, drawn as open dots.
        public var openEnds: [Point]

        /// Makes a line.
        public init(
            name: String, style: Int, pieces: [[Point]], closedEnds: [Point] = [],
            openEnds: [Point] = []
        ) {
            self.name = name
            self.style = style
            self.pieces = pieces
            self.closedEnds = closedEnds
            self.openEnds = openEnds
        }
    }

    /// A band between two curves over the same places.
    public struct Band: Sendable, Equatable {
        /// The style of the line it belongs to.
        public var style: Int
        /// The lower curve.
        public var lower: [Point]
        /// The upper curve, at the same x.
        public var upper: [Point]

        /// Makes a band.
        public init(style: Int, lower: [Point], upper: [Point]) {
            self.style = style
            self.lower = lower
            self.upper = upper
        }
    }

    /// A shaded part of the panel between two x.
    public struct Region: Sendable, Equatable {
        /// From where to where on the x axis; infinite ends reach the panel's edge.
        public var x: ClosedRange<Double>
        /// Whether diagonal lines set it apart from plain shading.
        public var isHatched: Bool
        /// Words in it, one line each; may be empty.
        public var note: [String]

        /// Makes a region.
        public init(x: ClosedRange<Double>, isHatched: Bool, note: [String] = []) {
            self.x = x
            self.isHatched = isHatched
            self.note = note
        }
    }

    /// A thin dashed line across the panel.
    public struct Rule: Sendable, Equatable {
        /// Where it stands.
        public var at: Double
        /// Whether it is horizontal (at a y) or vertical (at an x).
        public var isHorizontal: Bool

        /// Makes a rule.
        public init(at: Double, isHorizontal: Bool) {
            self.at = at
            self.isHorizontal = isHorizontal
        }
    }

    /// Words in a panel.
    public struct Note: Sendable, Equatable {
        /// The words.
        public var text: String
        /// Where they stand.
        public var place: Place

        /// Where a note stands.
        public enum Place: Sendable, Equatable {
            /// In the upper right corner, or wherever the layout finds room.
            case corner
            /// Just above a point in the axes' units.
            case above(Point)
        }

        /// Makes a note.
        public init(_ text: String, _ place: Place) {
            self.text = text
            self.place = place
        }
    }
}
