// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a panel's axes stand on the page.
struct PanelFrame: Equatable {
    /// The box between the axes.
    var plot: Box
    /// The whole width that the panel may use, from its left to its right.
    var column: ClosedRange<Double>
    /// The horizontal axis.
    var x: AxisMap
    /// The vertical axis.
    var y: AxisMap
    /// Ticks of the horizontal axis.
    var xTicks: [PlacedTick]
    /// Ticks of the vertical axis.
    var yTicks: [PlacedTick]
    /// The words along the axes that stand here and not at a neighbour.
    var shown = ShownWords()

    /// Which words along a panel's axes are shown.
    struct ShownWords: Equatable {
        var xLabel = true
        var yLabel = true
        var xNumbers = true
        var yNumbers = true
    }

    /// Returns where a point stands on the page, or nil where it stands nowhere.
    func place(_ point: Point) -> Point? {
        guard let x = x.place(point.x), let y = y.place(point.y) else { return nil }
        return Point(x, y)
    }

    /// Returns the pieces of a line on the page, cut off just outside the axes.
    func place(_ pieces: [[Point]]) -> [[Point]] {
        var placed: [[Point]] = []
        for piece in pieces {
            var current: [Point] = []
            for point in piece {
                if let point = place(point) {
                    current.append(point)
                } else {
                    placed.append(current)
                    current = []
                }
            }
            placed.append(current)
        }
        return placed.filter { $0.count > 1 }.flatMap {
            Clipping.line(Thinning.thinned($0), to: plot.outset(Typography.curve))
        }
    }

    /// Returns the shape of a band on the page; pieces where numbers are missing.
    func place(_ band: Mark.Band) -> [[Point]] {
        var shapes: [[Point]] = []
        var lower: [Point] = []
        var upper: [Point] = []
        func close() {
            shapes.append(Clipping.polygon(lower + upper.reversed(), to: plot))
            (lower, upper) = ([], [])
        }
        for (low, high) in zip(band.lower, band.upper) {
            if let low = place(low), let high = place(high) {
                lower.append(low)
                upper.append(high)
            } else {
                close()
            }
        }
        close()
        return shapes.filter { $0.count > 2 }
    }

    /// Returns the part of the plot that a region covers, or nil where it lies outside.
    func place(_ region: Mark.Region) -> Box? {
        let left = edge(region.x.lowerBound, otherwise: plot.x)
        let right = edge(region.x.upperBound, otherwise: plot.right)
        guard right - left > 0.1 else { return nil }
        return Box(x: left, y: plot.y, width: right - left, height: plot.height)
    }

    private func edge(_ number: Double, otherwise side: Double) -> Double {
        min(max(x.place(number) ?? side, plot.x), plot.right)
    }
}
