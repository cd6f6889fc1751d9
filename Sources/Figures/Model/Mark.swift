// SPDX-License-Identifier: GPL-3.0-or-later

/// Something drawn in a panel.
public enum Mark: Sendable, Equatable {
    /// The style of a line that belongs to no series: grey and solid.
    public static let neutralStyle = -1

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
    /// Numbers over a plane as colours.
    case heatmap(Heatmap)
    /// Lines along which the numbers over a plane are the same.
    case contours(Contours)
    /// Closed shapes of one class.
    case area(Area)
    /// A plane divided among classes.
    case classes(ClassMap)
    /// Upright bars, such as a histogram.
    case bars(Bars)
    /// Dots at places.
    case points(Points)
    /// A text's tokens in coloured boxes; a panel with one has no axes.
    case tokens(TokenStrip)

    /// A curve in pieces.
    public struct Line: Sendable, Equatable {
        /// The name in the legend; lines with the same name share one entry.
        public var name: String
        /// Which colour and dash of the theme, from 0; ``neutralStyle`` for a line that belongs to
        /// no series.
        public var style: Int
        /// The pieces in the axes' units; a number that is not finite ends one as well.
        public var pieces: [[Point]]
        /// Ends that belong to the curve, drawn as full dots.
        public var closedEnds: [Point]
        /// Ends that do not, drawn as open dots.
        public var openEnds: [Point]
        /// Draws the style's marker at every so many points; 0 for none.
        public var markerStride: Int
        /// Whether it is as thin as an axis, such as the bars of intervals behind other lines.
        public var isThin: Bool
        /// Whether it is thin, pale and solid, such as what was measured behind its average.
        public var isPale: Bool
        /// What people type for the method or the run whose curve it is; empty where it is none.
        public var identity: String
        /// The names of lines that it also stands for, because they lie on it everywhere.
        var coinciding: [String] = []

        /// Makes a line.
        public init(
            name: String, style: Int, pieces: [[Point]], closedEnds: [Point] = [],
            openEnds: [Point] = [], markerStride: Int = 0, isThin: Bool = false,
            isPale: Bool = false, identity: String = ""
        ) {
            self.name = name
            self.style = style
            self.pieces = pieces
            self.closedEnds = closedEnds
            self.openEnds = openEnds
            self.markerStride = markerStride
            self.isThin = isThin
            self.isPale = isPale
            self.identity = identity
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
        /// What is said of a name after it where it is listed below the panels, such as its number;
        /// may be empty.
        public var detail: String

        /// Where a note stands.
        public enum Place: Sendable, Equatable {
            /// In the upper right corner, or wherever the layout finds room.
            case corner
            /// Just above a point in the axes' units, or as near to it as there is room.
            case above(Point)
            /// Just below a point in the axes' units, or as near to it as there is room.
            case below(Point)
            /// Around a point in the axes' units, whatever lies behind; where other words are, as near
            /// to it as there is room.
            case at(Point)
            /// Beside one of some dots of the same thing, above the first where there is room, and
            /// nearer to them than to any other dot; else in a list below the panels, since a name
            /// beside another's dot would be wrong.
            case naming([Point])
        }

        /// Makes a note.
        public init(_ text: String, _ place: Place, detail: String = "") {
            self.text = text
            self.place = place
            self.detail = detail
        }
    }
}
