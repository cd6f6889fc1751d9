// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFrames {
    /// Returns what is reckoned with before a panel's axes have a place: words on one line.
    func firstMargins(_ index: Int) -> Margins {
        var margins = Margins()
        let panel = figure.panels[index]
        if !panel.y.label.isEmpty, shown[index].yLabel {
            margins.yLabelWidth = AxisWords.width([
                typesetter.line(panel.y.label, Typography.axisLabel)
            ])
        }
        if !panel.x.label.isEmpty, shown[index].xLabel {
            let line = typesetter.line(panel.x.label, Typography.axisLabel)
            margins.xLabelAscent = line.ascent
            margins.xLabelDescent = line.descent
        }
        if !shown[index].yNumbers { margins.yTickWidth = 0 }
        return margins
    }

    /// Returns what the words around a panel's axes take once these have a place.
    ///
    /// Lines that words were broken into stay: else places might never settle.
    func measured(
        _ frame: PanelFrame, _ index: Int, _ heights: PageHeights, _ before: Margins
    ) -> Margins {
        var margins = Margins()
        if let bar = colorBar(index, frame, heights) {
            margins.colorBar = bar.right - bar.box.x
        }
        if figure.size.axesHeight != nil { margins.content = contentHeight(index, frame, heights) }
        measureNumbers(frame, &margins)
        let words = AxisWords(
            panel: figure.panels[index], frame: frame, rows: heights[panel: index],
            theme: figure.theme, typesetter: typesetter)
        let yLines = words.yLabelLines
        margins.yLabelWidth = yLines.isEmpty ? 0 : AxisWords.width(yLines)
        // A page that grows makes room for them on one line.
        if figure.size.axesHeight == nil {
            margins.yLabelWidth = max(margins.yLabelWidth, before.yLabelWidth)
        }
        let xLines = words.xLabelLines
        if let first = xLines.first, let last = xLines.last {
            let more = Double(xLines.count - 1) * Typography.axisLabel.lineHeight
            margins.xLabelAscent = first.ascent
            margins.xLabelDescent = max(more + last.descent, before.xLabelDescent)
        }
        let letter = figure.letter(ofPanel: index)
        let titles = words.title(letter: letter).count - (letter == nil ? 0 : 1)
        margins.titleLines = max(titles, before.titleLines)
        return margins
    }

    /// Measures the numbers along a panel's axes.
    private func measureNumbers(_ frame: PanelFrame, _ margins: inout Margins) {
        if frame.shown.xNumbers {
            let labels = frame.xTicks.compactMap(\.label)
            let turned = frame.xTicks.filter(\.isTurned).compactMap(\.label?.width).max()
            let ascent = labels.map(\.ascent).max() ?? margins.tickAscent
            margins.tickAscent = turned ?? ascent
            margins.uprightAscent = turned == nil ? ascent : 0
            margins.tickDescent = turned == nil ? labels.map(\.descent).max() ?? 0 : 0
            let ticks = frame.xTicks
            let right = ticks.map { $0.position + $0.breadth / 2 - frame.plot.right }.max()
            margins.overhang = max(0, right ?? 0)
            let left = ticks.map { frame.plot.x - $0.position + $0.breadth / 2 }.max()
            margins.leftOverhang = max(0, left ?? 0)
        } else {
            margins.tickAscent = 0
            margins.uprightAscent = 0
            margins.tickDescent = 0
            margins.overhang = 0
        }
        margins.yTickWidth =
            frame.shown.yNumbers ? frame.yTicks.compactMap(\.label?.width).max() ?? 0 : 0
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
        if !label.isEmpty, shown[index].yLabel {
            let words = typesetter.line(label, Typography.axisLabel)
            height = max(height, words.width - (row.tickBaseline - row.plotBottom) + 0.1)
        }
        // Words beyond measure are cut all the same.
        return min(height, 2 * figure.size.width)
    }
}
