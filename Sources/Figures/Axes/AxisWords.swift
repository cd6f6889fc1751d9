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
        frame.xTicks.compactMap { tick in
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
        frame.yTicks.compactMap { tick in
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

    /// The words under the horizontal axis.
    var xLabel: [PlacedText] {
        guard !panel.x.label.isEmpty else { return [] }
        let room = frame.column.upperBound - frame.column.lowerBound
        let label = typesetter.line(panel.x.label, Typography.axisLabel, maximum: room)
        let middle = frame.plot.x + frame.plot.width / 2
        let left = max(
            frame.column.lowerBound,
            min(middle - label.width / 2, frame.column.upperBound - label.width))
        return [text(.axisLabel, label, Point(left, rows.labelBaseline))]
    }

    /// The words beside the vertical axis.
    var yLabel: [PlacedText] {
        guard !panel.y.label.isEmpty else { return [] }
        let tall = rows.tickBaseline - frame.plot.y
        let label = typesetter.line(panel.y.label, Typography.axisLabel, maximum: tall)
        let middle = frame.plot.y + frame.plot.height / 2
        let bottom = min(
            max(middle + label.width / 2, frame.plot.y + label.width), rows.tickBaseline)
        var words = text(.axisLabel, label, Point(frame.column.lowerBound + label.ascent, bottom))
        words.isUpright = false
        return [words]
    }

    /// Returns the panel's letter, if it has one, and its title.
    ///
    /// Where they are longer than there is room above the axes they begin farther left.
    func title(letter: String?) -> [PlacedText] {
        let letter = letter.map { typesetter.line($0, Typography.letter) }
        let indent = letter.map { $0.width + 0.8 * Typography.title.size } ?? 0
        let width = panel.title.isEmpty ? 0 : typesetter.line(panel.title, Typography.title).width
        let end = frame.column.upperBound
        let left = max(frame.column.lowerBound, min(frame.plot.x, end - indent - width))
        var texts: [PlacedText] = []
        if let letter { texts.append(text(.title, letter, Point(left, rows.titleBaseline))) }
        guard !panel.title.isEmpty else { return texts }
        let title = typesetter.line(
            panel.title, Typography.title, maximum: end - left - indent)
        texts.append(text(.title, title, Point(left + indent, rows.titleBaseline)))
        return texts
    }

    private func text(_ role: PlacedText.Role, _ box: MathBox, _ origin: Point) -> PlacedText {
        PlacedText(role: role, box: box, origin: origin, color: theme.foreground)
    }
}
