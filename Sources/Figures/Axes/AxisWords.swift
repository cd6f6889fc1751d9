// SPDX-License-Identifier: GPL-3.0-or-later

/// The words around one panel's axes.
struct AxisWords {
    let panel: Panel
    let frame: PanelFrame
    let rows: PageRows
    let theme: Theme
    let typesetter: Typesetter

    /// The words along both axes.
    var ticks: [PlacedText] { xTicks + yTicks }

    /// The words beside the axes.
    var labels: [PlacedText] { xLabel + yLabel }

    /// The numbers or names along the horizontal axis.
    var xTicks: [PlacedText] {
        guard frame.shown.xNumbers else { return [] }
        return frame.xTicks.compactMap { tick in
            tick.label.map { label in
                tick.isTurned
                    ? turned(label, at: tick.position)
                    : text(
                        .tickLabel, label,
                        Point(tick.position - label.width / 2, rows.numberBaseline))
            }
        }
    }

    /// The numbers or names along the vertical axis.
    var yTicks: [PlacedText] {
        guard frame.shown.yNumbers else { return [] }
        return frame.yTicks.compactMap { tick in
            tick.label.map { label in
                let right = frame.plot.x - Typography.tickLength - Typography.tickGap
                return text(
                    .tickLabel, label,
                    Point(
                        right - label.width,
                        tick.position + 0.36 * Typography.tickLabel.size))
            }
        }
    }

    /// Returns a name that runs upwards and ends at the axis.
    private func turned(_ label: MathBox, at position: Double) -> PlacedText {
        let top = frame.plot.bottom + Typography.tickLength + Typography.tickGap
        var words = text(
            .tickLabel, label,
            Point(position + (label.ascent - label.descent) / 2, top + label.width))
        words.isUpright = false
        return words
    }

    /// The most lines of a title and of the words along an axis.
    private static let mostLines = 3

    /// The words under the horizontal axis, line by line.
    var xLabelLines: [MathBox] {
        guard !panel.x.label.isEmpty, frame.shown.xLabel else { return [] }
        let room = frame.column.upperBound - frame.column.lowerBound
        return typesetter.lines(
            panel.x.label, Typography.axisLabel, width: room, limit: Self.mostLines)
    }

    /// The words beside the vertical axis, line by line.
    var yLabelLines: [MathBox] {
        guard !panel.y.label.isEmpty, frame.shown.yLabel else { return [] }
        return typesetter.lines(
            panel.y.label, Typography.axisLabel, width: rows.tickBaseline - frame.plot.y,
            limit: Self.mostLines)
    }

    /// The words under the horizontal axis.
    var xLabel: [PlacedText] {
        let middle = frame.plot.x + frame.plot.width / 2
        return xLabelLines.enumerated().map { index, line in
            let left = max(
                frame.column.lowerBound,
                min(middle - line.width / 2, frame.column.upperBound - line.width))
            let below = Double(index) * Typography.axisLabel.lineHeight
            return text(.axisLabel, line, Point(left, rows.labelBaseline + below))
        }
    }

    /// The words beside the vertical axis.
    var yLabel: [PlacedText] {
        let middle = frame.plot.y + frame.plot.height / 2
        var right = frame.column.lowerBound
        return yLabelLines.map { line in
            let bottom = min(
                max(middle + line.width / 2, frame.plot.y + line.width), rows.tickBaseline)
            var words = text(.axisLabel, line, Point(right + line.ascent, bottom))
            words.isUpright = false
            right += line.ascent + line.descent + 1
            return words
        }
    }

    /// The width of lines of words beside the vertical axis.
    static func width(_ lines: [MathBox]) -> Double {
        lines.map { $0.ascent + $0.descent + 1 }.reduce(-1, +)
    }

    /// Returns the panel's letter, if it has one, and its title.
    ///
    /// Where they are longer than there is room above the axes they begin farther left.
    func title(letter: String?) -> [PlacedText] {
        let letter = letter.map { typesetter.line($0, Typography.letter) }
        let indent = letter.map { $0.width + 0.8 * Typography.title.size } ?? 0
        let lines = titleLines(indent: indent)
        let width = lines.map(\.width).max() ?? 0
        let end = frame.column.upperBound
        let left = max(frame.column.lowerBound, min(frame.plot.x, end - indent - width))
        var texts: [PlacedText] = []
        if let letter { texts.append(text(.title, letter, Point(left, rows.titleBaseline))) }
        for (index, line) in lines.enumerated() {
            let baseline = rows.titleBaseline + Double(index) * Typography.title.lineHeight
            texts.append(text(.title, line, Point(left + indent, baseline)))
        }
        return texts
    }

    /// Returns the title, line by line.
    private func titleLines(indent: Double) -> [MathBox] {
        guard !panel.title.isEmpty else { return [] }
        let room = frame.column.upperBound - frame.column.lowerBound - indent
        return typesetter.lines(
            panel.title, Typography.title, width: room, limit: Self.mostLines)
    }

    private func text(_ role: PlacedText.Role, _ box: MathBox, _ origin: Point) -> PlacedText {
        PlacedText(role: role, box: box, origin: origin, color: theme.foreground)
    }
}
