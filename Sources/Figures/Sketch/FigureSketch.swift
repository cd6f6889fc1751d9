// SPDX-License-Identifier: GPL-3.0-or-later

/// A figure with its axes settled, in the axes' own units: what a program that draws by itself has
/// to be told.
///
/// Ranges, ticks and colours are those of the figure's layout.
package struct FigureSketch: Sendable {
    /// The figure.
    package let figure: Figure
    /// The panels, left to right, and from the upper row to the lower.
    package let panels: [PanelSketch]
    /// The colour bars.
    package let bars: [BarSketch]
    /// How many panels stand side by side in a full row.
    package let columns: Int
    /// The size of the page in points as printed, before words are enlarged for slides.
    package let width: Double
    /// The height of the page in points, in the same measure.
    package let height: Double
}

/// One panel with its axes settled.
package struct PanelSketch: Sendable {
    /// The panel.
    package let panel: Panel
    /// The horizontal axis.
    package let x: AxisSketch
    /// The vertical axis.
    package let y: AxisSketch
    /// The box between the axes on the page, in points.
    package let plot: Box
    /// Where its legend stands; nil where it has none.
    package let legend: LegendSketch?
    /// The colours of each heatmap, in the order of the panel's marks.
    package let heats: [HeatSketch]
    /// The boxes of a token strip, in points from the panel's upper left corner.
    package let cells: [CellSketch]
    /// The names of a token strip's rows, with the middle of each name's line.
    package let rowNames: [(name: String, middle: Double)]
}

/// Where a panel's legend stands.
package struct LegendSketch: Sendable, Equatable {
    /// Its upper left corner in parts of the axes' width and height, from their upper left corner;
    /// above the axes where the second part is below 0.
    package let corner: Point
    /// How many names stand side by side.
    package let columns: Int
}

/// An axis with its ends and ticks.
package struct AxisSketch: Sendable {
    /// Its words, its scale and what was asked of it.
    package let axis: Axis
    /// Its ends.
    package let range: ClosedRange<Double>
    /// The places with words, in the notation of ``MathText``.
    package let ticks: [(value: Double, label: String)]
    /// The places with a short tick.
    package let minorTicks: [Double]
}

/// The colours of a heatmap.
package struct HeatSketch: Sendable {
    private let resolved: ResolvedScale

    /// The numbers at the two ends of the colours.
    package var range: ClosedRange<Double> { resolved.range }
    /// The number of the middle colour.
    package var middle: Double { resolved.middleNumber }
    /// The colours from the least number to the greatest, at equal distances.
    package var colors: [Color] { resolved.table }
    /// Which colours, and what words the colour bar has.
    package var scale: ColorScale { resolved.scale }

    init(_ resolved: ResolvedScale) { self.resolved = resolved }

    /// Returns where a number that is not NaN lies between the least colour, 0, and the greatest, 1.
    package func part(of number: Double) -> Double { resolved.part(of: number) }

    /// Returns the colour of a number; nil for NaN.
    package func color(of number: Double) -> Color? { resolved.color(of: number) }
}

/// A colour bar.
package struct BarSketch: Sendable {
    /// The panel beside which it stands.
    package let panel: Int
    /// The rows of panels along which it stands.
    package let rows: ClosedRange<Int>
    /// Where it stands on the page, in points.
    package let box: Box
    /// Its colours from the foot to the top.
    package let colors: [Color]
    /// Its numbers with their words in the notation of ``MathText``, and their height on the page.
    package let ticks: [(value: Double, label: String, y: Double)]
    /// What it explains.
    package let heat: HeatSketch
    /// The words beside it.
    package let label: String
}

/// One token's box.
package struct CellSketch: Sendable {
    /// Where it stands.
    package let box: Box
    /// Its colour; nil where it has no number.
    package let fill: Color?
    /// Its words, and the colour that is legible on it.
    package let words: [String]
    /// The colour of the words.
    package let ink: Color
}
