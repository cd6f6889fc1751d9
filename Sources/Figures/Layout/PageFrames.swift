// SPDX-License-Identifier: GPL-3.0-or-later

/// Heights on the page that the panels of a row share.
struct PageRows: Equatable {
    /// The baseline of the titles.
    var titleBaseline = 0.0
    /// Between the titles and the axes, the foot of legends above single panels.
    var legendFoot = 0.0
    /// The top of the axes.
    var plotTop = 0.0
    /// The foot of the axes.
    var plotBottom = 0.0
    /// The baseline of the numbers under the axes.
    var tickBaseline = 0.0
    /// The baseline of the words under the axes.
    var labelBaseline = 0.0
}

/// Finds where the axes stand, from how large the words around them are.
struct PageFrames {
    let figure: Figure
    let contents: [PanelContent]
    let plans: [PanelPlan]
    let typesetter: Typesetter
    /// The legend that all panels share, above them; nil where there is none.
    let sharedLegend: LegendBox?

    /// What is known of the numbers along one panel's axes.
    private struct Margins: Equatable {
        var tickAscent = 0.74 * Typography.tickLabel.size
        var tickDescent = 0.22 * Typography.tickLabel.size
        var yTickWidth = 12.0
        var overhang = 6.0
    }

    private var grid: PageGrid { PageGrid(figure) }

    /// Returns the shared heights and each panel's axes.
    ///
    /// Numbers along an axis depend on its length and its length on the numbers' size; a
    /// round or two settle it.
    func settled() -> (heights: PageHeights, frames: [PanelFrame]) {
        var margins = contents.map { _ in Margins() }
        var heights = heights(margins)
        var frames: [PanelFrame] = []
        for _ in 0..<4 {
            heights = self.heights(margins)
            frames = self.frames(heights, margins)
            let found = frames.map(measured)
            if found == margins { break }
            margins = found
        }
        return (heights, frames)
    }

    private func measured(_ frame: PanelFrame) -> Margins {
        let labels = frame.xTicks.compactMap { tick in tick.label.map { (tick.position, $0) } }
        var margins = Margins()
        margins.tickAscent = labels.map(\.1.ascent).max() ?? margins.tickAscent
        margins.tickDescent = labels.map(\.1.descent).max() ?? margins.tickDescent
        margins.yTickWidth = frame.yTicks.compactMap(\.label?.width).max() ?? 0
        margins.overhang =
            labels.map { $0.0 + $0.1.width / 2 - frame.plot.right }.max().map { max(0, $0) } ?? 0
        return margins
    }

    /// Returns the heights of all rows; all axes are equally tall.
    private func heights(_ margins: [Margins]) -> PageHeights {
        var top = Typography.pagePadding
        if let sharedLegend { top += sharedLegend.height + 3 }
        let (bottom, footnoteBaselines) = foot
        var heights = PageHeights(
            grid: grid, rows: [], legendTop: Typography.pagePadding,
            footnoteBaselines: footnoteBaselines)
        // What is no axes: measured in a row of the whole height.
        let words = (0..<grid.rows).map { index in
            let row = row(index, from: top, to: bottom, margins)
            return bottom - top - (row.plotBottom - row.plotTop)
        }
        let gaps = Typography.panelGap * Double(grid.rows - 1)
        let axes = (bottom - top - gaps - words.reduce(0, +)) / Double(grid.rows)
        for index in 0..<grid.rows {
            let isLast = index == grid.rows - 1
            let end = isLast ? bottom : top + words[index] + max(8, axes)
            heights.rows.append(row(index, from: top, to: end, margins))
            top = end + Typography.panelGap
        }
        return heights
    }

    /// The end of the panels, and the baselines of the footnote below them.
    private var foot: (end: Double, baselines: [Double]) {
        let bottom = figure.size.height - Typography.pagePadding
        let step = Typography.footnote.lineHeight
        let count = footnote.count
        let baselines = (0..<count).map { line in
            let below = Double(count - 1 - line) * step
            return bottom - 0.22 * Typography.footnote.size - below
        }
        return (count > 0 ? bottom - (Double(count) * step + 2.5) : bottom, baselines)
    }

    /// Returns the heights of one row of panels between two heights.
    private func row(
        _ index: Int, from start: Double, to end: Double, _ margins: [Margins]
    ) -> PageRows {
        var row = PageRows()
        var top = start
        if hasTitles {
            row.titleBaseline = top + 0.76 * Typography.title.size
            top += Typography.title.size + Typography.titleGap
        } else {
            top += 0.4 * Typography.tickLabel.size
        }
        row.legendFoot = top
        let above = grid.panels(inRow: index).map { legendAbove($0)?.height }
        if let height = above.compactMap({ $0 }).max() {
            row.legendFoot = top + height - 2
            top += height + 2
        }
        row.plotTop = top
        return withFoot(row, end, grid.panels(inRow: index), margins)
    }

    /// Returns the heights of a row with those below the axes filled in, from its end up.
    private func withFoot(
        _ row: PageRows, _ end: Double, _ panels: Range<Int>, _ margins: [Margins]
    ) -> PageRows {
        var row = row
        var bottom = end
        let labels = figure.panels[panels].filter { !$0.x.label.isEmpty }
            .map { typesetter.line($0.x.label, Typography.axisLabel) }
        row.labelBaseline = bottom - (labels.map(\.descent).max() ?? 0)
        if let ascent = labels.map(\.ascent).max() {
            bottom = row.labelBaseline - ascent - Typography.labelGap
        }
        row.tickBaseline = bottom - (margins[panels].map(\.tickDescent).max() ?? 0)
        let ascent = margins[panels].map(\.tickAscent).max() ?? 0
        row.plotBottom =
            row.tickBaseline - ascent - Typography.tickGap - Typography.tickLength
        row.plotBottom = max(row.plotBottom, row.plotTop + 8)
        return row
    }

    /// The footnote in lines as wide as the page.
    var footnote: [MathBox] {
        guard !figure.footnote.isEmpty else { return [] }
        return typesetter.wrapped(
            figure.footnote, Typography.footnote,
            width: figure.size.width - 2 * Typography.pagePadding, limit: 3)
    }

    private var hasTitles: Bool {
        figure.panels.count > 1 || figure.panels.contains { !$0.title.isEmpty }
    }

    /// Returns the legend above one panel, or nil where none stands there.
    ///
    /// It is about as wide as the axes, whose width is not known before its height.
    func legendAbove(_ index: Int) -> LegendBox? {
        guard plans[index].place == .above else { return nil }
        let share = figure.size.width / Double(grid.columns)
        return LegendBox.rows(contents[index].entries, width: max(30, share - 52), typesetter)
    }

    /// Returns every panel's axes; all are equally wide, and stand in columns.
    private func frames(_ heights: PageHeights, _ margins: [Margins]) -> [PanelFrame] {
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
            let column = index % grid.columns
            let row = heights[panel: index]
            let start = starts[column]
            let plot = Box(
                x: start + lefts[column], y: row.plotTop, width: width,
                height: row.plotBottom - row.plotTop)
            let end = plot.right + rights[column]
            return frame(index, plot, column: start...max(start, end))
        }
    }

    /// Returns the room left of a panel's axes.
    private func left(_ index: Int, _ margins: Margins) -> Double {
        let label = figure.panels[index].y.label
        let words =
            label.isEmpty ? 0 : yLabelHeight(label) + Typography.labelGap
        return words + margins.yTickWidth + Typography.tickGap + Typography.tickLength
    }

    private func yLabelHeight(_ label: String) -> Double {
        let box = typesetter.line(label, Typography.axisLabel)
        return box.ascent + box.descent
    }

    /// Returns the room right of a panel's axes.
    private func right(_ index: Int, _ margins: Margins) -> Double {
        let room = nameRoom
        let names = LineEndLabels.width(contents[index].entries, room: room, typesetter)
        switch plans[index].place {
        case .lineEnds: return max(margins.overhang, names)
        case .lineEndsWithLeaders:
            return max(margins.overhang, names + LineEndLabels.leaderGap - LineEndLabels.gap)
        case .inside, .above, .nowhere: return margins.overhang
        }
    }

    /// The greatest width of a name beside a line's end.
    var nameRoom: Double { 0.3 * figure.size.width / Double(grid.columns) }

    /// Returns one panel's axes in a box.
    private func frame(_ index: Int, _ plot: Box, column: ClosedRange<Double>) -> PanelFrame {
        let panel = figure.panels[index]
        let content = contents[index]
        let xRange = AxisRange.horizontal(panel.x, data: content.horizontal)
        let yRange = AxisRange.vertical(
            panel.y, data: content.vertical(over: xRange), headroom: plans[index].headroom)
        let x = AxisMap(scale: panel.x.scale, range: xRange, start: plot.x, end: plot.right)
        let y = AxisMap(scale: panel.y.scale, range: yRange, start: plot.bottom, end: plot.y)
        let chooser = TickChooser(typesetter: typesetter, font: Typography.tickLabel)
        return PanelFrame(
            plot: plot, column: column, x: x, y: y,
            xTicks: chooser.ticks(on: x, isHorizontal: true),
            yTicks: chooser.ticks(on: y, isHorizontal: false))
    }
}
