// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFrames {
    /// Returns every panel's axes; all are equally wide, and stand in columns.
    func frames(_ heights: PageHeights, _ margins: [Margins]) -> [PanelFrame] {
        let columns = 0..<(contents.isEmpty ? 0 : grid.columns)
        let lefts = columns.map { column in
            grid.panels(inColumn: column).map { left($0, margins[$0]) }.max() ?? 0
        }
        let rights = columns.map { column in
            grid.panels(inColumn: column).map { right($0, margins[$0]) }.max() ?? 0
        }
        let gaps = Typography.panelGap * Double(max(0, columns.count - 1))
        let words = lefts.reduce(0, +) + rights.reduce(0, +) + gaps
        let free = figure.size.width - 2 * Typography.pagePadding - words
        let width = max(8, free / Double(max(1, columns.count)))
        var x = Typography.pagePadding
        let starts = columns.map { column in
            defer { x += lefts[column] + width + rights[column] + Typography.panelGap }
            return x
        }
        return contents.indices.map { index in
            let column = grid.cells[index].column
            let row = heights[panel: index]
            let start = starts[column]
            let plot = Box(
                x: start + lefts[column], y: row.plotTop, width: width,
                height: row.plotBottom - row.plotTop)
            // A colour bar along several rows stands beside their titles as well.
            let isBeside = colorBars.contains {
                $0.rows.count > 1 && grid.cells[$0.panel].column == column
            }
            let end = plot.right + (isBeside ? margins[index].overhang : rights[column])
            return frame(index, plot, column: start...max(start, end))
        }
    }

    /// Returns the room left of a panel's axes.
    private func left(_ index: Int, _ margins: Margins) -> Double {
        let label = margins.yLabelWidth
        let words = label > 0 ? label + Typography.labelGap : 0
        if let strip = contents[index].strip {
            let names = StripLayout.nameWidth(strip, maximum: axisNameRoom, typesetter)
            return words + names + Typography.labelGap
        }
        let gap = shown[index].yNumbers ? Typography.tickGap : 0
        let numbers = margins.yTickWidth + gap + Typography.tickLength
        return max(words + numbers, margins.leftOverhang)
    }

    /// Returns the room right of a panel's axes.
    private func right(_ index: Int, _ margins: Margins) -> Double {
        if let plan = colorBars.first(where: { $0.panel == index }) {
            let gap = colorBarGap(plan, margins.overhang)
            return max(margins.overhang, gap + margins.colorBar)
        }
        let names = LineEndLabels.width(contents[index].entries, room: nameRoom, typesetter)
        switch plans[index].place {
        case .lineEnds: return max(margins.overhang, names)
        case .lineEndsWithLeaders:
            return max(margins.overhang, names + LineEndLabels.leaderGap - LineEndLabels.gap)
        case .inside, .above, .nowhere: return margins.overhang
        }
    }

    /// Returns how far right of the axes a colour bar stands.
    ///
    /// One along several rows has to pass the numbers under the axes.
    private func colorBarGap(_ plan: ColorBarPlan, _ overhang: Double) -> Double {
        plan.rows.count > 1 ? max(Typography.colorBarGap, overhang + 3) : Typography.colorBarGap
    }

    /// Returns the colour bar beside a panel, or nil where none stands there.
    func colorBar(_ index: Int, _ frame: PanelFrame, _ heights: PageHeights) -> ColorBar? {
        guard let plan = colorBars.first(where: { $0.panel == index }) else { return nil }
        return colorBar(plan, frame, heights)
    }

    /// Returns a colour bar on the page.
    func colorBar(
        _ plan: ColorBarPlan, _ frame: PanelFrame, _ heights: PageHeights
    ) -> ColorBar {
        let overhang =
            frame.shown.xNumbers
            ? frame.xTicks.map { $0.position + $0.breadth / 2 - frame.plot.right }.max() ?? 0 : 0
        let x = frame.plot.right + colorBarGap(plan, max(0, overhang))
        let top = heights.rows[plan.rows.lowerBound].plotTop
        var bottom = heights.rows[plan.rows.upperBound].plotBottom
        if let strip = contents[plan.panel].strip, plan.rows.count == 1 {
            let height = StripLayout.height(strip, width: frame.plot.width, typesetter)
            bottom = min(bottom, top + height)
        }
        return ColorBar(plan, x: x, top: top, bottom: bottom, typesetter)
    }

    /// Returns one panel's axes in a box.
    private func frame(_ index: Int, _ plot: Box, column: ClosedRange<Double>) -> PanelFrame {
        let panel = figure.panels[index]
        let x = AxisMap(
            scale: panel.x.scale, range: ranges[index].x, start: plot.x, end: plot.right)
        let isNamed = if case .categories = panel.y.scale { true } else { false }
        // The first category is at the top.
        let y = AxisMap(
            scale: panel.y.scale, range: ranges[index].y, start: isNamed ? plot.y : plot.bottom,
            end: isNamed ? plot.bottom : plot.y)
        guard contents[index].strip == nil else {
            return PanelFrame(plot: plot, column: column, x: x, y: y, xTicks: [], yTicks: [])
        }
        var chooser = TickChooser(typesetter: typesetter, font: Typography.tickLabel)
        let share = figure.size.height / Double(grid.rows)
        chooser.maximum = (figure.sharesAxes ? 0.4 : 0.3) * share
        chooser.isWhole = panel.x.isWhole
        (chooser.given, chooser.offset) = (panel.x.ticks, panel.x.offset)
        let xTicks = chooser.ticks(on: x, isHorizontal: true)
        chooser.isWhole = panel.y.isWhole
        (chooser.given, chooser.offset) = (panel.y.ticks, panel.y.offset)
        chooser.maximum = axisNameRoom
        return PanelFrame(
            plot: plot, column: column, x: x, y: y, xTicks: xTicks,
            yTicks: chooser.ticks(on: y, isHorizontal: false), shown: shown[index])
    }
}
