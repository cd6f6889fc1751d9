// SPDX-License-Identifier: GPL-3.0-or-later

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
