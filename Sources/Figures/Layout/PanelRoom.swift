// SPDX-License-Identifier: GPL-3.0-or-later

/// What is in the way of words in a panel.
struct PanelRoom {
    /// The box between the axes.
    let plot: Box
    /// Curves, bands and dots.
    var curves: Occupancy
    /// Rules, which a legend had better not cover.
    var rules: Occupancy
    /// Rules and the grid, which words had better not cross.
    var faint: Occupancy
    /// Words placed so far.
    var words: [Box] = []

    /// How many places a box is tried at, in each direction.
    private static let grid = 17

    init(plot: Box) {
        self.plot = plot
        curves = Occupancy(area: plot)
        rules = Occupancy(area: plot)
        faint = Occupancy(area: plot)
    }

    /// Returns whether a box lies between the axes and on no words.
    func isFree(_ box: Box) -> Bool {
        plot.contains(box) && !words.contains { $0.overlaps(box) }
    }

    /// Returns upper left corners spread over the plot where a box lies between the axes.
    func grid(width: Double, height: Double, inset: Double) -> [Point] {
        let right = plot.width - width - 2 * inset
        let down = plot.height - height - 2 * inset
        guard right >= 0, down >= 0 else { return [] }
        let last = Double(Self.grid - 1)
        return (0..<Self.grid).flatMap { row in
            (0..<Self.grid).map { column in
                Point(
                    plot.x + inset + right * Double(column) / last,
                    plot.y + inset + down * Double(row) / last)
            }
        }
    }

    /// Returns the best place for a legend and how good it is (less is better), or nil where every
    /// place covers a curve or words.
    func place(_ legend: LegendBox) -> (corner: Point, cost: Double)? {
        var best: (corner: Point, cost: Double)?
        for corner in grid(width: legend.width, height: legend.height, inset: 4) {
            let box = Box(x: corner.x, y: corner.y, width: legend.width, height: legend.height)
            guard isFree(box), !words.contains(where: { $0.overlaps(box.outset(2)) }),
                curves.count(in: box.outset(3)) == 0
            else { continue }
            let crowd = curves.count(in: box.outset(9)) > 0 ? 12.0 : 0
            let cost = crowd + 0.1 * Double(rules.count(in: box)) + distanceToCorner(box)
            if cost < best?.cost ?? .infinity { best = (corner, cost) }
        }
        return best
    }

    /// Returns how far a box is from the nearest corner of the plot, the upper right one first.
    private func distanceToCorner(_ box: Box) -> Double {
        let left = box.x - plot.x
        let right = plot.right - box.right
        let above = box.y - plot.y
        let below = plot.bottom - box.bottom
        let side = min(right, left + 4)
        return (side + min(above, below + 6)) / 8
    }
}
