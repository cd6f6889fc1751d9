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
        // One that is wider than the axes begins farther left.
        let left = max(frame.column.lowerBound, frame.column.upperBound - box.width)
        self.init(
            box: box, corner: Point(min(frame.plot.x, left), rows.legendFoot - box.height),
            hasBox: false)
    }

    /// The room that the legend takes.
    var extent: Box { Box(x: corner.x, y: corner.y, width: box.width, height: box.height) }

    /// Returns the ground and the samples.
    func items(_ theme: Theme) -> [DisplayList.Item] {
        var items: [DisplayList.Item] = []
        if hasBox {
            items.append(
                .rectangle(
                    extent, radius: 2, fill: theme.veil(0.92),
                    stroke: Stroke(color: theme.grid, width: 0.5)))
        }
        for item in box.items {
            let middle = Point(
                corner.x + item.x + Typography.sampleLength / 2,
                corner.y + item.baseline - 0.27 * Typography.lineName.size)
            items += self.sample(item.entry, at: middle, theme)
        }
        return items
    }

    /// Returns what stands before a name.
    private func sample(
        _ entry: LegendEntry, at middle: Point, _ theme: Theme
    ) -> [DisplayList.Item] {
        let style = theme.style(entry.style)
        let half = Typography.sampleLength / 2
        let (left, right) = (Point(middle.x - half, middle.y), Point(middle.x + half, middle.y))
        let line = DisplayList.Item.path([left, right], sample(style))
        let swatch = Box(
            x: middle.x - half + 2, y: middle.y - 3.2, width: 2 * half - 4, height: 6.4)
        switch entry.sample {
        case .line(hasMarker: false): return [line]
        case .outline:
            return [.path([left, right], Stroke(curve: style.with(dash: [])))]
        case .continued: return []
        case .line(hasMarker: true):
            return [line]
                + style.marker.items(
                    at: middle, radius: Typography.marker, color: style.color, fill: style.color)
        case .dot(let isFilled):
            return style.marker.items(
                at: middle, radius: Typography.marker, color: style.color,
                fill: isFilled ? style.color.opacity(0.75) : nil)
        case .area: return fill(swatch, theme.areaStyle(entry.style))
        case .bar(let isSheer):
            return fill(swatch, theme.barStyle(entry.style, isSheer: isSheer))
        case .missing:
            return [
                .rectangle(swatch, radius: 0, fill: theme.hatchedShade, stroke: nil),
                .clipped(swatch, PanelDrawing.hatch(swatch, theme)),
                .rectangle(
                    swatch, radius: 0, fill: nil,
                    stroke: Stroke(color: theme.muted, width: Typography.edge)),
            ]
        }
    }

    private func fill(_ swatch: Box, _ style: AreaStyle) -> [DisplayList.Item] {
        let stroke = HatchLines.stroke(style)
        return [.rectangle(swatch, radius: 0, fill: style.fill, stroke: nil)]
            + HatchLines(box: swatch).lines(style.pattern).map { .path($0, stroke) }
            + [
                .rectangle(
                    swatch, radius: 0, fill: nil,
                    stroke: Stroke(color: style.line, width: Typography.edge))
            ]
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
