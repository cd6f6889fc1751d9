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
    /// The baseline of those numbers that stand beside names running upwards in other panels.
    var numberBaseline = 0.0
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
    /// The colour bars beside panels.
    let colorBars: [ColorBarPlan]
    /// The footnote in lines as wide as the page.
    let footnote: [MathBox]

    /// What is known of the words and numbers along one panel's axes.
    private struct Margins: Equatable {
        var tickAscent = 0.74 * Typography.tickLabel.size
        /// The ascent of numbers and names that do not run upwards.
        var uprightAscent = 0.74 * Typography.tickLabel.size
        var tickDescent = 0.22 * Typography.tickLabel.size
        var yTickWidth = 12.0
        var overhang = 6.0
        /// From a colour bar's left side to the right of its words.
        var colorBar = 30.0
        /// How tall the axes have to be for all that stands along and between them.
        var content = 0.0
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
            let found = frames.indices.map { measured(frames[$0], $0, heights) }
            if found == margins { break }
            margins = found
        }
        return (heights, frames)
    }

    private func measured(_ frame: PanelFrame, _ index: Int, _ heights: PageHeights) -> Margins {
        let labels = frame.xTicks.compactMap { tick in tick.label.map { (tick.position, $0) } }
        var margins = Margins()
        if let bar = colorBar(index, frame, heights) {
            margins.colorBar = bar.right - bar.box.x
        }
        if figure.size.axesHeight != nil { margins.content = contentHeight(index, frame, heights) }
        let turned = frame.xTicks.filter(\.isTurned).compactMap(\.label?.width).max()
        let ascent = labels.map(\.1.ascent).max() ?? margins.tickAscent
        margins.tickAscent = turned ?? ascent
        margins.uprightAscent = turned == nil ? ascent : 0
        margins.tickDescent = turned == nil ? labels.map(\.1.descent).max() ?? 0 : 0
        margins.yTickWidth = frame.yTicks.compactMap(\.label?.width).max() ?? 0
        margins.overhang =
            frame.xTicks.map { $0.position + $0.breadth / 2 - frame.plot.right }.max()
            .map { max(0, $0) } ?? 0
        return margins
    }

    /// Returns the heights of all rows.
    ///
    /// All axes are equally tall, but for those of a page that is as high as its content.
    private func heights(_ margins: [Margins]) -> PageHeights {
        let legendTop = Typography.pagePadding + figure.headingHeight
        var top = legendTop
        if let sharedLegend { top += sharedLegend.height + 5 }
        let isFixed = figure.size.axesHeight == nil
        let bottom = isFixed ? figure.size.height - Typography.pagePadding - footHeight : top + 1e4
        // What is no axes: measured in a row of the whole height.
        let words = (0..<grid.rows).map { index in
            let row = row(index, from: top, to: bottom, margins)
            return bottom - top - (row.plotBottom - row.plotTop)
        }
        let gaps = Typography.panelGap * Double(grid.rows - 1)
        let share = (bottom - top - gaps - words.reduce(0, +)) / Double(grid.rows)
        var rows: [PageRows] = []
        var end = top
        for index in 0..<grid.rows {
            if index > 0 { top = end + Typography.panelGap }
            let axes = isFixed ? share : axesHeight(grid.panels(inRow: index), margins)
            let isLast = isFixed && index == grid.rows - 1
            end = isLast ? bottom : top + words[index] + max(8, axes)
            rows.append(row(index, from: top, to: end, margins))
        }
        let page =
            isFixed
            ? figure.size.height : (end + footHeight + Typography.pagePadding).rounded(.up)
        return PageHeights(
            grid: grid, page: page, rows: rows, legendTop: legendTop,
            footnoteBaselines: footnoteBaselines(page))
    }

    /// Returns how tall the axes of a row of panels are on a page that is as high as its content.
    private func axesHeight(_ panels: Range<Int>, _ margins: [Margins]) -> Double {
        let wanted = figure.size.axesHeight ?? 0
        return panels.map { index in
            contents[index].strip == nil
                ? max(wanted, margins[index].content) : margins[index].content
        }.max() ?? wanted
    }

    /// Returns how tall a panel's axes have to be for what stands along and between them.
    private func contentHeight(_ index: Int, _ frame: PanelFrame, _ heights: PageHeights) -> Double
    {
        if let strip = contents[index].strip {
            return StripLayout.height(strip, width: frame.plot.width, typesetter)
        }
        let row = heights[panel: index]
        var height = 0.0
        if case .categories(let names) = figure.panels[index].y.scale {
            height = Double(names.count) * Typography.tickLabel.lineHeight
        }
        let label = figure.panels[index].y.label
        if !label.isEmpty {
            let words = typesetter.line(label, Typography.axisLabel)
            height = max(height, words.width - (row.tickBaseline - row.plotBottom) + 0.1)
        }
        // Words beyond measure are cut all the same.
        return min(height, 2 * figure.size.width)
    }

    /// The height of the footnote, with the air above it.
    private var footHeight: Double {
        footnote.isEmpty ? 0 : Double(footnote.count) * Typography.footnote.lineHeight + 2.5
    }

    /// Returns the baselines of the footnote's lines at the foot of a page.
    private func footnoteBaselines(_ page: Double) -> [Double] {
        let last = page - Typography.pagePadding - 0.22 * Typography.footnote.size
        return footnote.indices.map { line in
            last - Double(footnote.count - 1 - line) * Typography.footnote.lineHeight
        }
    }

    /// Returns the heights of one row of panels between two heights.
    private func row(
        _ index: Int, from start: Double, to end: Double, _ margins: [Margins]
    ) -> PageRows {
        var row = PageRows()
        var top = start
        if figure.hasPanelTitles {
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
        guard panels.contains(where: { contents[$0].strip == nil }) else {
            row.tickBaseline = bottom
            row.plotBottom = max(bottom, row.plotTop + 8)
            return row
        }
        row.tickBaseline = bottom - (margins[panels].map(\.tickDescent).max() ?? 0)
        let ascent = margins[panels].map(\.tickAscent).max() ?? 0
        row.plotBottom =
            row.tickBaseline - ascent - Typography.tickGap - Typography.tickLength
        row.plotBottom = max(row.plotBottom, row.plotTop + 8)
        let upright = margins[panels].map(\.uprightAscent).max() ?? 0
        row.numberBaseline =
            upright == ascent
            ? row.tickBaseline
            : row.plotBottom + Typography.tickLength + Typography.tickGap + upright
        return row
    }

    /// Returns a figure's footnote in lines as wide as its page.
    static func footnote(_ figure: Figure, _ typesetter: Typesetter) -> [MathBox] {
        let width = figure.size.width - 2 * Typography.pagePadding
        let words = [(figure.footnote, 3), (figure.listed.joined(separator: ", "), 4)]
        return words.filter { !$0.0.isEmpty }.flatMap { text, limit in
            typesetter.wrapped(text, Typography.footnote, width: width, limit: limit)
        }
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
            // A colour bar along several rows stands beside their titles as well.
            let isBeside = colorBars.contains {
                $0.rows.count > 1 && $0.panel % grid.columns == column
            }
            let end = plot.right + (isBeside ? margins[index].overhang : rights[column])
            return frame(index, plot, column: start...max(start, end))
        }
    }

    /// Returns the room left of a panel's axes.
    private func left(_ index: Int, _ margins: Margins) -> Double {
        let label = figure.panels[index].y.label
        let words =
            label.isEmpty ? 0 : yLabelHeight(label) + Typography.labelGap
        if let strip = contents[index].strip {
            let names = StripLayout.nameWidth(strip, maximum: nameRoom, typesetter)
            return words + names + Typography.labelGap
        }
        return words + margins.yTickWidth + Typography.tickGap + Typography.tickLength
    }

    private func yLabelHeight(_ label: String) -> Double {
        let box = typesetter.line(label, Typography.axisLabel)
        return box.ascent + box.descent
    }

    /// Returns the room right of a panel's axes.
    private func right(_ index: Int, _ margins: Margins) -> Double {
        if let plan = colorBars.first(where: { $0.panel == index }) {
            let gap = colorBarGap(plan, margins.overhang)
            return max(margins.overhang, gap + margins.colorBar)
        }
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

    /// Returns how far right of the axes a colour bar stands.
    ///
    /// One along several rows has to pass the numbers under the axes.
    private func colorBarGap(_ plan: ColorBarPlan, _ overhang: Double) -> Double {
        plan.rows.count > 1 ? max(Typography.colorBarGap, overhang + 3) : Typography.colorBarGap
    }

    /// Returns the colour bar beside a panel, or nil where none stands there.
    private func colorBar(
        _ index: Int, _ frame: PanelFrame, _ heights: PageHeights
    ) -> ColorBar? {
        guard let plan = colorBars.first(where: { $0.panel == index }) else { return nil }
        return colorBar(plan, frame, heights)
    }

    /// Returns a colour bar on the page.
    func colorBar(
        _ plan: ColorBarPlan, _ frame: PanelFrame, _ heights: PageHeights
    ) -> ColorBar {
        let overhang =
            frame.xTicks.map { $0.position + $0.breadth / 2 - frame.plot.right }.max() ?? 0
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
        let content = contents[index]
        let xRange = AxisRange.horizontal(
            content.fitted(panel.x, isHorizontal: true), data: content.horizontal)
        let yRange = AxisRange.vertical(
            content.fitted(panel.y, isHorizontal: false),
            data: content.vertical(over: xRange, panel.y.scale), headroom: plans[index].headroom,
            isGrounded: !content.bars.isEmpty)
        let x = AxisMap(scale: panel.x.scale, range: xRange, start: plot.x, end: plot.right)
        let y =
            if case .categories = panel.y.scale {
                AxisMap(scale: panel.y.scale, range: yRange, start: plot.y, end: plot.bottom)
            } else {
                AxisMap(scale: panel.y.scale, range: yRange, start: plot.bottom, end: plot.y)
            }
        guard content.strip == nil else {
            return PanelFrame(plot: plot, column: column, x: x, y: y, xTicks: [], yTicks: [])
        }
        var chooser = TickChooser(typesetter: typesetter, font: Typography.tickLabel)
        chooser.maximum = 0.3 * figure.size.height / Double(grid.rows)
        chooser.isWhole = panel.x.isWhole
        (chooser.given, chooser.offset) = (panel.x.ticks, panel.x.offset)
        let xTicks = chooser.ticks(on: x, isHorizontal: true)
        chooser.isWhole = panel.y.isWhole
        (chooser.given, chooser.offset) = (panel.y.ticks, panel.y.offset)
        chooser.maximum = nameRoom
        return PanelFrame(
            plot: plot, column: column, x: x, y: y, xTicks: xTicks,
            yTicks: chooser.ticks(on: y, isHorizontal: false))
    }
}
