// SPDX-License-Identifier: GPL-3.0-or-later

/// A legend at its place on the page.
struct PlacedLegend: Equatable {
    var box: LegendBox
    /// Its upper left corner.
    var corner: Point
    /// Whether it has a ground of its own, as inside the axes.
    var hasBox: Bool

    /// Places a legend somewhere.
    init(box: LegendBox, corner: Point, hasBox: Bool) {
        self.box = box
        self.corner = corner
        self.hasBox = hasBox
    }

    /// Places a legend between a panel's title and its axes.
    init(_ box: LegendBox, over frame: PanelFrame, _ rows: PageRows) {
        self.init(
            box: box, corner: Point(frame.plot.x, rows.legendFoot - box.height), hasBox: false)
    }

    /// The room that the legend takes.
    var extent: Box { Box(x: corner.x, y: corner.y, width: box.width, height: box.height) }

    /// Returns the ground and the samples of lines.
    func items(_ theme: Theme) -> [DisplayList.Item] {
        var items: [DisplayList.Item] = []
        if hasBox {
            items.append(
                .rectangle(
                    extent, radius: 2, fill: theme.background.opacity(0.92),
                    stroke: Stroke(color: theme.grid, width: 0.5)))
        }
        for item in box.items {
            let style = theme.style(item.entry.style)
            let y = corner.y + item.baseline - 0.27 * Typography.lineName.size
            let x = corner.x + item.x
            items.append(
                .path(
                    [Point(x, y), Point(x + Typography.sampleLength, y)], sample(style)))
        }
        return items
    }

    /// Returns the stroke of a sample: its dashes are stretched so that it begins and ends with
    /// a whole one, and no stub looks like another pattern.
    private func sample(_ style: SeriesStyle) -> Stroke {
        var stroke = Stroke(curve: style)
        guard let dash = stroke.dash.first else { return stroke }
        let period = stroke.dash.reduce(0, +)
        let count = max(1, ((Typography.sampleLength - dash) / period).rounded())
        let stretch = Typography.sampleLength / (count * period + dash)
        stroke.dash = stroke.dash.map { $0 * stretch }
        return stroke
    }

    /// Returns the names.
    func texts(_ theme: Theme) -> [PlacedText] {
        box.items.map { item in
            PlacedText(
                role: .lineName, box: item.name,
                origin: Point(
                    corner.x + item.x + LegendBox.nameOffset, corner.y + item.baseline),
                color: theme.foreground)
        }
    }
}

extension Stroke {
    /// Makes the stroke of a curve in some style.
    init(curve style: SeriesStyle) {
        self.init(
            color: style.color, width: Typography.curve,
            dash: style.dash.map { $0 * Typography.curve })
    }
}
