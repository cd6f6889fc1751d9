// SPDX-License-Identifier: GPL-3.0-or-later

/// Heights on the page that all panels share.
struct PageRows: Equatable {
    /// The top of the legend that all panels share.
    var legendTop = 0.0
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
    /// The baselines of the footnote's lines.
    var footnoteBaselines: [Double] = []
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

    /// Returns the shared heights and each panel's axes.
    ///
    /// Numbers along an axis depend on its length and its length on the numbers' size; a
    /// round or two settle it.
    func settled() -> (rows: PageRows, frames: [PanelFrame]) {
        var margins = contents.map { _ in Margins() }
        var rows = rows(margins)
        var frames: [PanelFrame] = []
        for _ in 0..<4 {
            rows = self.rows(margins)
            frames = self.frames(rows, margins)
            let found = frames.map(measured)
            if found == margins { break }
            margins = found
        }
        return (rows, frames)
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

    /// Returns the shared heights.
    private func rows(_ margins: [Margins]) -> PageRows {
        var rows = PageRows()
        rows.legendTop = Typography.pagePadding
        var top = Typography.pagePadding
        if let sharedLegend { top += sharedLegend.height + 3 }
        if hasTitles {
            rows.titleBaseline = top + 0.76 * Typography.title.size
            top += Typography.title.size + Typography.titleGap
        } else {
            top += 0.4 * Typography.tickLabel.size
        }
        rows.legendFoot = top
        let above = contents.indices.map { legendAbove($0)?.height }
        if let height = above.compactMap({ $0 }).max() {
            rows.legendFoot = top + height - 2
            top += height + 2
        }
        rows.plotTop = top
        return withFoot(rows, margins)
    }

    /// Returns the heights with those below the axes filled in, from the foot of the page up.
    private func withFoot(_ rows: PageRows, _ margins: [Margins]) -> PageRows {
        var rows = rows
        var bottom = figure.size.height - Typography.pagePadding
        let step = Typography.footnote.lineHeight
        let footnotes = footnote.count
        for line in 0..<footnotes {
            let below = Double(footnotes - 1 - line) * step
            rows.footnoteBaselines.append(bottom - 0.22 * Typography.footnote.size - below)
        }
        if footnotes > 0 { bottom -= Double(footnotes) * step + 2.5 }
        let labels = figure.panels.filter { !$0.x.label.isEmpty }
            .map { typesetter.line($0.x.label, Typography.axisLabel) }
        rows.labelBaseline = bottom - (labels.map(\.descent).max() ?? 0)
        if let ascent = labels.map(\.ascent).max() {
            bottom = rows.labelBaseline - ascent - Typography.labelGap
        }
        rows.tickBaseline = bottom - (margins.map(\.tickDescent).max() ?? 0)
        let ascent = margins.map(\.tickAscent).max() ?? 0
        rows.plotBottom =
            rows.tickBaseline - ascent - Typography.tickGap - Typography.tickLength
        rows.plotBottom = max(rows.plotBottom, rows.plotTop + 8)
        return rows
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
        let share = figure.size.width / Double(max(1, contents.count))
        return LegendBox.rows(contents[index].entries, width: max(30, share - 52), typesetter)
    }

    /// Returns every panel's axes; all are equally wide.
    private func frames(_ rows: PageRows, _ margins: [Margins]) -> [PanelFrame] {
        let lefts = contents.indices.map { left($0, margins[$0]) }
        let rights = contents.indices.map { right($0, margins[$0]) }
        let gaps = Typography.panelGap * Double(max(0, contents.count - 1))
        let words = lefts.reduce(0, +) + rights.reduce(0, +) + gaps
        let free = figure.size.width - 2 * Typography.pagePadding - words
        let width = max(8, free / Double(max(1, contents.count)))
        var x = Typography.pagePadding
        return contents.indices.map { index in
            let plot = Box(
                x: x + lefts[index], y: rows.plotTop, width: width,
                height: rows.plotBottom - rows.plotTop)
            let end = plot.right + rights[index]
            defer { x = end + Typography.panelGap }
            return frame(index, plot, column: x...max(x, end))
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
    var nameRoom: Double { 0.3 * figure.size.width / Double(max(1, contents.count)) }

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
