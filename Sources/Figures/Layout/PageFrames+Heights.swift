// SPDX-License-Identifier: GPL-3.0-or-later

/// Heights on the page that the panels of a row share.
struct PageRows: Equatable {
    /// The baseline of the first line of the titles.
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
    /// The baseline of the first line of the words under the axes.
    var labelBaseline = 0.0
}

extension PageFrames {
    /// Returns the heights of all rows.
    ///
    /// All axes are equally tall, but for those of a page that is as high as its content.
    func heights(_ margins: [Margins]) -> PageHeights {
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

    /// Whether there is a line of titles or letters above the panels.
    private var hasTitles: Bool {
        figure.panels.indices.contains { index in
            figure.letter(ofPanel: index) != nil || !figure.panels[index].title.isEmpty
        }
    }

    /// Returns the heights of one row of panels between two heights.
    private func row(
        _ index: Int, from start: Double, to end: Double, _ margins: [Margins]
    ) -> PageRows {
        var row = PageRows()
        let panels = grid.panels(inRow: index)
        var top = start
        if hasTitles {
            row.titleBaseline = top + 0.76 * Typography.title.size
            let more = max(1, margins[panels].map(\.titleLines).max() ?? 1) - 1
            top += Typography.title.size + Double(more) * Typography.title.lineHeight
            top += Typography.titleGap
        } else {
            top += 0.4 * Typography.tickLabel.size
        }
        row.legendFoot = top
        let above = panels.map { legendAbove($0)?.height }
        if let height = above.compactMap({ $0 }).max() {
            row.legendFoot = top + height - 2
            top += height + 2
        }
        row.plotTop = top
        return withFoot(row, end, panels, margins)
    }

    /// Returns the heights of a row with those below the axes filled in, from its end up.
    private func withFoot(
        _ row: PageRows, _ end: Double, _ panels: Range<Int>, _ margins: [Margins]
    ) -> PageRows {
        var row = row
        var bottom = end
        row.labelBaseline = bottom - (margins[panels].map(\.xLabelDescent).max() ?? 0)
        if let ascent = margins[panels].map(\.xLabelAscent).max(), ascent > 0 {
            bottom = row.labelBaseline - ascent - Typography.labelGap
        }
        guard panels.contains(where: { contents[$0].strip == nil }) else {
            row.tickBaseline = bottom
            row.plotBottom = max(bottom, row.plotTop + 8)
            return row
        }
        row.tickBaseline = bottom - (margins[panels].map(\.tickDescent).max() ?? 0)
        let ascent = margins[panels].map(\.tickAscent).max() ?? 0
        let gap = ascent > 0 ? Typography.tickGap : 0
        row.plotBottom = row.tickBaseline - ascent - gap - Typography.tickLength
        row.plotBottom = max(row.plotBottom, row.plotTop + 8)
        let upright = margins[panels].map(\.uprightAscent).max() ?? 0
        row.numberBaseline =
            upright == ascent
            ? row.tickBaseline
            : row.plotBottom + Typography.tickLength + Typography.tickGap + upright
        return row
    }
}
