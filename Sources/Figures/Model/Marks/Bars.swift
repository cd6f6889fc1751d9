// SPDX-License-Identifier: GPL-3.0-or-later

extension Mark {
    /// Upright bars between edges, such as a histogram.
    public struct Bars: Sendable, Equatable {
        /// The name in the legend; bars with the same name share one entry.
        public var name: String
        /// Which colour and pattern of the theme, from 0.
        public var style: Int
        /// Where bars begin and end on the horizontal axis, rising: one more than there are bars.
        public var edges: [Double]
        /// The heights; on a logarithmic axis those up to 0 are not drawn.
        public var heights: [Double]
        /// How the bars are drawn.
        public var form: Form
        /// What people type for the method or the run that they are of; empty where it is none.
        public var identity: String

        /// How bars are drawn.
        public enum Form: Sendable, Equatable, CaseIterable {
            /// Filled over the whole width; others show through.
            case filled
            /// Filled, beside the bars of the panel's other marks of this form.
            case sideBySide
            /// As one stepped line, so that many can lie over each other.
            case outline
        }

        /// Makes bars.
        public init(
            name: String, style: Int, edges: [Double], heights: [Double], form: Form = .sideBySide,
            identity: String = ""
        ) {
            self.identity = identity
            self.name = name
            self.style = style
            self.edges = edges
            self.heights = heights
            self.form = form
        }

        /// Returns the part of a bin that one of several marks may use, with air around all of them.
        ///
        /// - Parameters:
        ///   - left: Where the bin begins.
        ///   - right: Where it ends.
        ///   - slot: Which of how many marks it is; nil for one that has the whole bin.
        /// - Returns: Where the bar begins and ends.
        package static func share(
            _ left: Double, _ right: Double, _ slot: (Int, Int)?
        ) -> (Double, Double) {
            guard let (place, count) = slot else { return (left, right) }
            let air = (right - left) * (count > 1 ? 0.2 : 0.1)
            let width = (right - left - air) / Double(count)
            let start = left + air / 2 + Double(place) * width
            return (start, start + width)
        }

        /// Returns whether two sets of bars are the same; NaN is the same as NaN.
        public static func == (one: Bars, other: Bars) -> Bool {
            one.name == other.name && one.style == other.style && one.form == other.form
                && one.identity == other.identity && one.edges.isSame(as: other.edges)
                && one.heights.isSame(as: other.heights)
        }

        /// Makes one bar for each category of the horizontal axis, with air between them.
        public init(name: String, style: Int, categories heights: [Double]) {
            self.init(
                name: name, style: style,
                edges: (0...heights.count).map { Double($0) - 0.5 }, heights: heights)
        }
    }

    /// Dots at places, in the marker of their style.
    public struct Points: Sendable, Equatable {
        /// The name in the legend; marks with the same name and style share one entry.
        public var name: String
        /// Which colour and marker of the theme, from 0; ``Mark/neutralStyle`` for grey dots.
        public var style: Int
        /// The places in the axes' units; those that are not finite are left out.
        public var points: [Point]
        /// Whether the markers are filled; open ones let others show through.
        public var isFilled: Bool
        /// What people type for the method or the run that they are of; empty where it is none.
        public var identity: String

        /// Makes dots.
        public init(
            name: String, style: Int, points: [Point], isFilled: Bool = true, identity: String = ""
        ) {
            self.identity = identity
            self.name = name
            self.style = style
            self.points = points
            self.isFilled = isFilled
        }
    }
}
