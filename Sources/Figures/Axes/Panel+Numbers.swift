// SPDX-License-Identifier: GPL-3.0-or-later

extension Panel {
    /// Whether it has axes: a token strip has none.
    package var hasAxes: Bool {
        !marks.contains { mark in if case .tokens = mark { true } else { false } }
    }

    /// Returns the ends of an axis as they are drawn where no words need room; nil for an axis of
    /// names and where there is none.
    package func range(isHorizontal: Bool) -> ClosedRange<Double>? {
        if case .categories = (isHorizontal ? x : y).scale { return nil }
        guard hasAxes else { return nil }
        let content = PanelContent(self)
        let across = AxisRange.horizontal(
            content.fitted(x, isHorizontal: true), data: content.horizontal)
        return isHorizontal ? across : verticalRange(content, over: across)
    }

    /// Returns what the vertical axis shows where no words need room above the data.
    private func verticalRange(
        _ content: PanelContent, over x: ClosedRange<Double>
    ) -> ClosedRange<Double> {
        AxisRange.vertical(
            content.fitted(y, isHorizontal: false), data: content.vertical(over: x, y.scale),
            headroom: 0, isGrounded: !content.bars.isEmpty)
    }

    /// Returns the numbers along an axis that belong to data.
    ///
    /// They are those of lines, shapes and dots, and the ends of pictures and bars; bands and rules
    /// stand around data.
    package func shownNumbers(isHorizontal: Bool) -> [Double] {
        marks.flatMap { $0.points }.filter { $0.x.isFinite && $0.y.isFinite }
            .map { isHorizontal ? $0.x : $0.y }
    }

    /// Returns whether a line or a picture has something on both sides of a range, so that it
    /// runs through it.
    package func isCrossed(by range: ClosedRange<Double>, isHorizontal: Bool) -> Bool {
        marks.contains { mark in
            let numbers = mark.points.map { isHorizontal ? $0.x : $0.y }.filter(\.isFinite)
            return numbers.contains { $0 <= range.lowerBound }
                && numbers.contains { $0 >= range.upperBound }
        }
    }

    /// The panel with what the numbers of its axes are counted from beside the axes.
    var counted: Panel {
        guard let across = range(isHorizontal: true) ?? names(x) else { return self }
        var panel = self
        panel.x = x.counted(over: across)
        guard let upwards = range(isHorizontal: false) else { return panel }
        panel.y = y.counted(over: upwards)
        return panel
    }

    /// Returns any range for an axis of names in a panel with axes, which counts from nothing.
    private func names(_ axis: Axis) -> ClosedRange<Double>? { hasAxes ? 0...1 : nil }
}

extension Mark {
    /// The corners of what is data.
    fileprivate var points: [Point] {
        switch self {
        case .line(let line): line.pieces.flatMap(\.self) + line.closedEnds
        case .points(let dots): dots.points
        case .area(let area): area.shapes.flatMap(\.self)
        case .bars(let bars):
            zip(bars.edges.dropFirst(), zip(bars.edges, bars.heights)).flatMap { right, left in
                [Point(left.0, left.1), Point(right, left.1)]
            }
        case .heatmap(let heatmap): Self.corners(heatmap.grid)
        case .classes(let map): Self.corners(map.grid)
        case .band, .region, .rule, .note, .contours, .tokens: []
        }
    }

    private static func corners(_ grid: CellGrid) -> [Point] {
        guard let left = grid.xEdges.first, let right = grid.xEdges.last,
            let low = grid.yEdges.first, let high = grid.yEdges.last
        else { return [] }
        return [Point(left, low), Point(right, high)]
    }
}

extension Axis {
    /// Returns the axis with its offset, if numbers over a range need one.
    fileprivate func counted(over range: ClosedRange<Double>) -> Axis {
        if case .categories = scale { return self }
        guard ticks == nil, let offset = AxisOffset(range) else { return self }
        var axis = self
        axis.offset = offset
        axis.label = offset.beside(label)
        return axis
    }
}
