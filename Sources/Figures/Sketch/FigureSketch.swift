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

extension Figure {
    /// Returns the figure with its axes settled.
    ///
    /// - Parameter measuring: Says how large texts are, which decides how many ticks there are.
    /// - Returns: The panels with the ranges, ticks and colours of the layout.
    package func sketch(measuring: some TextMeasuring) -> FigureSketch {
        let figure = printed
        let typesetter = figure.typesetter(measuring)
        let layout =
            Fitting(figure, typesetter).layout ?? FigureLayout(figure, typesetter)
        return FigureSketch(
            figure: self,
            panels: layout.scenes.indices.map { index in
                PanelSketch(
                    layout.figure.panels[index], layout.scenes[index], layout.legendPlace(index))
            },
            bars: layout.colorBars.map(BarSketch.init), columns: PageGrid(layout.figure).columns,
            width: figure.size.width, height: layout.heights.page
        )
    }
}

extension FigureLayout {
    /// Returns where the legend stands that a panel has, or shares and is the one to show.
    fileprivate func legendPlace(_ index: Int) -> LegendSketch? {
        let plot = scenes[index].frame.plot
        if lineEnds[index] != nil { return LegendSketch(corner: Point(1.02, 0), columns: 1) }
        let own = legends.first { legend in
            if legend.hasBox { return plot.overlaps(legend.extent) }
            return legend.corner.x == plot.x && legend.corner.y < plot.y
                && (legends.count > 1 || index == 0)
        }
        return own.map { legend in
            LegendSketch(
                corner: Point(
                    (legend.corner.x - plot.x) / plot.width,
                    (legend.corner.y - plot.y) / plot.height),
                columns: Set(legend.box.items.map(\.x)).count)
        }
    }
}

extension PanelSketch {
    init(_ panel: Panel, _ scene: PanelScene, _ legend: LegendSketch?) {
        self.panel = panel
        self.legend = legend
        x = AxisSketch(panel.x, scene.frame.x, scene.frame.xTicks)
        y = AxisSketch(panel.y, scene.frame.y, scene.frame.yTicks)
        plot = scene.frame.plot
        heats = scene.planes.heats.map { HeatSketch($0.scale) }
        let corner = Point(plot.x, plot.y)
        cells = (scene.strip?.cells ?? []).map { cell in
            CellSketch(cell, from: corner, scene.stripScale)
        }
        rowNames = (scene.strip?.names ?? []).map { ($0.box.source, $0.origin.y - corner.y) }
    }
}

extension AxisSketch {
    init(_ axis: Axis, _ map: AxisMap, _ ticks: [PlacedTick]) {
        self.axis = axis
        range = map.range
        self.ticks = ticks.compactMap { tick in tick.label.map { (tick.value, $0.source) } }
        minorTicks = ticks.filter { $0.label == nil }.map(\.value)
    }
}

extension BarSketch {
    init(_ bar: ColorBar) {
        let range = bar.plan.scale.range
        panel = bar.plan.panel
        rows = bar.plan.rows
        box = bar.box
        label = bar.plan.scale.scale.label
        ticks = bar.ticks.compactMap { tick in
            tick.label.map { (tick.value, $0.source, tick.position) }
        }
        heat = HeatSketch(bar.plan.scale)
        let isLogarithmic = bar.plan.scale.scale.scale == .logarithmic
        colors = (0..<64).map { index in
            let part = (Double(index) + 0.5) / 64
            let (low, high) = (range.lowerBound, range.upperBound)
            let number = isLogarithmic ? low * power(high / low, part) : low + part * (high - low)
            return bar.plan.scale.color(of: number) ?? Color(0)
        }
    }
}

extension CellSketch {
    init(_ cell: StripLayout.Cell, from corner: Point, _ scale: ResolvedScale?) {
        var box = cell.box
        box.x -= corner.x
        box.y -= corner.y
        self.box = box
        fill = scale?.color(of: cell.value)
        words = [cell.word.source] + (cell.number.map { [$0.source] } ?? [])
        ink = Color.ink(on: fill.map { [$0] } ?? [Color(0xFFFFFF)]).color
    }
}

extension Mark.Contours {
    /// Returns the lines of each level in the axes' units, with the level's name.
    package func lines(_ x: Axis.Scale, _ y: Axis.Scale) -> [(name: String, lines: [[Point]])] {
        func middles(_ edges: [Double], _ scale: Axis.Scale) -> [Double] {
            zip(edges, edges.dropFirst()).map {
                scale == .logarithmic ? ($0 * $1).squareRoot() : ($0 + $1) / 2
            }
        }
        let tracer = ContourTracer(
            xs: middles(grid.xEdges, x), ys: middles(grid.yEdges, y), values: grid.values)
        return zip(levels, names).map { level, name in
            (name, tracer.lines(at: level, greatestStep: greatestStep))
        }
    }
}
