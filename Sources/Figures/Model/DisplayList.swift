// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure laid out: shapes and texts in points, from the back to the front.
///
/// The origin is the upper left corner; y grows downwards. Every back end draws this and
/// nothing else, so all of them show the same figure.
public struct DisplayList: Sendable, Equatable {
    /// The width of the page in points.
    public var width: Double
    /// The height of the page in points.
    public var height: Double
    /// The colour of the page; transparent where its opacity is 0.
    public var background: Color
    /// Pixels per inch of a raster image made from the page.
    public var dotsPerInch: Double
    /// What to draw.
    public var items: [Item]
    /// Whether files that could hold words as text hold their outlines.
    public var outlinesText = false
    /// The names of dots, for back ends that have to move words; without words where they are not
    /// among the texts but listed below the panels.
    package var names: [DotName]
    /// Whether the page is large enough: no words are cut or lie on others, and all axes are large
    /// enough to show something.
    public var fits = true
    /// What was left out to make room.
    package var omitted: [Ornament] = []
    /// What was wished for and has no room.
    package var unmet: Set<UnmetWish> = []

    /// A name beside one of some dots.
    package struct DotName: Sendable, Hashable {
        /// Which panel it stands in, from 0.
        package var panel: Int
        /// Which of the panel's notes it is, from 0.
        package var note: Int
        /// Its words.
        package var text: String
        /// The dots on the page.
        package var dots: [Point]
    }

    /// One thing to draw.
    public enum Item: Sendable, Equatable {
        /// A line through points, not closed.
        case path([Point], Stroke)
        /// A closed shape.
        case polygon([Point], fill: Color)
        /// An upright rectangle, filled, outlined or both; `radius` rounds its corners.
        case rectangle(Box, radius: Double, fill: Color?, stroke: Stroke?)
        /// A circle, filled and outlined.
        case circle(center: Point, radius: Double, fill: Color, stroke: Stroke?)
        /// One run of text with its left end on the baseline, turned by `angle` radians
        /// anticlockwise around it.
        case text(String, at: Point, font: Font, color: Color, angle: Double)
        /// A picture of coloured cells with sharp edges, stretched over the box.
        case image(Raster, in: Box)
        /// Everything inside is cut off at the box.
        case clipped(Box, [Item])
        /// Things that belong together; drawn as if they stood there by themselves.
        case group(Group, [Item])
    }

    /// What a group of shapes and texts is.
    public struct Group: Sendable, Hashable {
        /// What kind of thing it is.
        public var role: Role
        /// Which one, in words for people, such as the name of a series; may be empty.
        public var name: String

        /// The kinds of things that a page consists of.
        public enum Role: String, Sendable, CaseIterable {
            case panel, axis, series, region, legend, note, title, footnote, colorBar
        }

        package init(_ role: Role, _ name: String = "") {
            self.role = role
            self.name = name
        }
    }

    package init(
        width: Double, height: Double, background: Color, dotsPerInch: Double = 240, items: [Item],
        names: [DotName] = []
    ) {
        self.width = width
        self.height = height
        self.background = background
        self.dotsPerInch = dotsPerInch
        self.items = items
        self.names = names
    }
}
