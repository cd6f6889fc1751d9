// SPDX-License-Identifier: GPL-3.0-or-later

/// A colour bar: whose colours it explains, and where it stands.
struct ColorBarPlan: Equatable {
    let scale: ResolvedScale
    /// The panel beside which it stands, on its right.
    let panel: Int
    /// The rows of panels along which it stands.
    let rows: ClosedRange<Int>
    /// The levels of contour lines in its panels, which the bar shows as well.
    let levels: [Double]

    /// Plans the colour bars of a figure.
    ///
    /// One scale in every panel gets one bar along all rows. Else panels of a row that stand side
    /// by side and have the same scale share one.
    static func all(_ contents: [PanelContent], _ grid: PageGrid, _ book: ScaleBook) -> [Self] {
        let scales = contents.map { $0.scaledValues.first?.0 }
        guard !contents.isEmpty else { return [] }
        let last = grid.panels(inRow: 0).count - 1
        if let first = scales[0], scales.allSatisfy({ $0 == first }), let found = book[first] {
            let rows = 0...(grid.rows - 1)
            return [
                ColorBarPlan(scale: found, panel: last, rows: rows, levels: levels(contents))
            ]
        }
        return scales.indices.compactMap { index in
            guard let scale = scales[index], let found = book[scale] else { return nil }
            let row = grid.cells[index].row
            let hasNext = grid.panels(inRow: row).contains(index + 1)
            if hasNext, scales[index + 1] == scale { return nil }
            let served = grid.panels(inRow: row).prefix { $0 <= index }
                .reversed().prefix { scales[$0] == scale }
            return ColorBarPlan(
                scale: found, panel: index, rows: row...row,
                levels: levels(served.map { contents[$0] }))
        }
    }

    private static func levels(_ contents: [PanelContent]) -> [Double] {
        Set(contents.flatMap(\.contours).flatMap(\.levels)).sorted()
    }
}

/// A colour bar on the page.
struct ColorBar {
    let plan: ColorBarPlan
    /// The coloured part.
    let box: Box
    let map: AxisMap
    let ticks: [PlacedTick]
    /// The words beside it, line by line.
    let label: [MathBox]

    /// Places a bar along some rows, with its left side at an x.
    init(_ plan: ColorBarPlan, x: Double, top: Double, bottom: Double, _ typesetter: Typesetter) {
        self.plan = plan
        box = Box(x: x, y: top, width: Typography.colorBar, height: max(1, bottom - top))
        map = AxisMap(
            scale: plan.scale.scale.scale, range: plan.scale.range, start: box.bottom, end: box.y)
        var chooser = TickChooser(typesetter: typesetter, font: Typography.tickLabel)
        chooser.most = 7
        chooser.offset = AxisOffset(map.range)
        ticks = chooser.ticks(on: map, isHorizontal: false)
        let words = chooser.offset?.beside(plan.scale.scale.label) ?? plan.scale.scale.label
        label =
            words.isEmpty
            ? [] : typesetter.lines(words, Typography.axisLabel, width: box.height, limit: 3)
    }

    /// The left side of the numbers.
    private var tickLeft: Double { box.right + Typography.tickLength - 0.5 + Typography.tickGap }

    /// The width of the widest number.
    private var tickWidth: Double { ticks.compactMap(\.label?.width).max() ?? 0 }

    /// The right side of everything.
    var right: Double {
        let words = label.isEmpty ? 0 : Typography.labelGap + AxisWords.width(label)
        return tickLeft + tickWidth + words
    }

    /// Returns the coloured part with its ticks.
    func items(_ theme: Theme) -> [DisplayList.Item] {
        let count = 160
        let colors = (0..<count).map { index in
            let part = 1 - (Double(index) + 0.5) / Double(count)
            return plan.scale.color(of: number(at: part)) ?? theme.hatchedShade
        }
        let edge = Stroke(color: theme.foreground, width: Typography.tick / 2)
        let marks = ticks.map { tick in
            let length =
                tick.label == nil ? Typography.minorTickLength : Typography.tickLength - 0.5
            return DisplayList.Item.path(
                [
                    Point(box.right, tick.position), Point(box.right + length, tick.position),
                ],
                Stroke(
                    color: theme.foreground,
                    width: tick.label == nil ? Typography.minorTick : Typography.tick))
        }
        return [.image(Raster(columns: 1, rows: count, cells: colors), in: box)]
            + dashes + levels + [.rectangle(box, radius: 0, fill: nil, stroke: edge)] + marks
    }

    /// The dashes over the lower side of a diverging map, as in the panels.
    private var dashes: [DisplayList.Item] {
        guard plan.scale.hasLowerSide else { return [] }
        return LowerSide.dashes(over: box, plan.scale) { point in
            number(at: (box.bottom - point.y) / box.height)
        }
    }

    /// The levels of contour lines across the coloured part.
    private var levels: [DisplayList.Item] {
        plan.levels.compactMap { level in
            guard let y = map.place(level), y > box.y + 0.5, y < box.bottom - 0.5,
                let ground = plan.scale.color(of: level)
            else { return nil }
            let pen = Stroke(color: Color.ink(on: [ground]).color, width: Typography.contour)
            return .path([Point(box.x, y), Point(box.right, y)], pen)
        }
    }

    /// Returns the number at a part of the bar's height.
    private func number(at part: Double) -> Double {
        let (low, high) = (map.range.lowerBound, map.range.upperBound)
        switch map.scale {
        case .linear, .categories: return low + part * (high - low)
        case .logarithmic: return low * power(high / low, part)
        }
    }

    /// Returns the numbers and the words beside them.
    func texts(_ theme: Theme) -> [PlacedText] {
        var texts = ticks.compactMap { tick in
            tick.label.map { label in
                PlacedText(
                    role: .colorBar, box: label,
                    origin: Point(tickLeft, tick.position + 0.36 * Typography.tickLabel.size),
                    color: theme.foreground)
            }
        }
        var left = tickLeft + tickWidth + Typography.labelGap
        for line in label {
            var words = PlacedText(
                role: .colorBar, box: line,
                origin: Point(left + line.ascent, box.y + (box.height + line.width) / 2),
                color: theme.foreground)
            words.isUpright = false
            texts.append(words)
            left += line.ascent + line.descent + 1
        }
        return texts
    }
}
