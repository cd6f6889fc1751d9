// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The code of one panel in a language for figures, as it grows: every call draws something over
/// what is there, in the axes' units.
///
/// A name goes into the legend; an empty one does not.
protocol PanelCode {
    /// Draws a line through points that are all finite; without points it is only named.
    mutating func line(_ points: [Point], _ stroke: Stroke, name: String)
    /// Draws markers.
    mutating func dots(_ points: [Point], _ dot: Dot, name: String)
    /// Fills shapes; what lies in an even number of them is outside.
    mutating func shapes(_ shapes: [[Point]], _ fill: Fill, name: String)
    /// Shades all between two numbers of the horizontal axis.
    mutating func span(_ range: ClosedRange<Double>, _ fill: Fill)
    /// Draws a straight line across the panel.
    mutating func rule(_ rule: Mark.Rule, _ stroke: Stroke)
    /// Writes words in the notation of `MathText`.
    mutating func words(_ text: String, _ place: WordPlace, _ color: Color)
    /// Colours the cells of a grid by their numbers.
    mutating func heat(_ heatmap: Mark.Heatmap, _ colors: HeatSketch)
    /// Colours the cells of a grid by their classes.
    mutating func classes(_ map: Mark.ClassMap, _ fills: [Fill])
}

/// How a marker is drawn.
struct Dot {
    var shape: MarkerShape
    var color: Color
    /// The inside; nil for none.
    var fill: Color?
    /// Half its size, in points.
    var radius: Double
}

/// How something is filled.
struct Fill {
    var color: Color
    /// The edge; nil for none.
    var edge: Color?
    /// Lines across it.
    var pattern = AreaStyle.Pattern.plain
    /// The colour of those lines.
    var patternColor: Color

    /// Without lines or an edge.
    init(_ color: Color) {
        self.color = color
        patternColor = color
    }

    /// As areas and bars are.
    init(_ style: AreaStyle) {
        color = style.fill
        edge = style.line
        pattern = style.pattern
        patternColor = style.line
    }

    /// With diagonal lines, as what is masked or has no number.
    init(hatchedOn theme: Theme) {
        color = theme.hatchedShade
        pattern = .rising
        patternColor = theme.hatch
    }
}

/// Where words stand.
enum WordPlace {
    /// In the upper right corner.
    case corner
    /// Just above a point.
    case above(Point)
    /// Just below a point.
    case below(Point)
    /// In the middle of a point.
    case middle(Point)
    /// To the left of a point.
    case before(Point)
    /// At the top of the panel, with the middle at a number of the horizontal axis; the line counts
    /// from 0 at the top.
    case top(Double, line: Int)
}
