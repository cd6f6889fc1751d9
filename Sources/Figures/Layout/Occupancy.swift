// SPDX-License-Identifier: GPL-3.0-or-later

/// Which parts of a panel are covered, on a grid of small cells.
///
/// Asking how much of a box is covered costs four look-ups (a summed-area table), so that
/// hundreds of places for a legend can be tried.
struct Occupancy {
    private let area: Box
    /// The side of a cell in points; larger on pages so large that nobody prints them.
    private let cell: Double
    private let columns: Int
    private let rows: Int
    private var sums: [Int32]
    private var cells: [Int32]

    init(area: Box) {
        self.area = area
        cell = max(2, area.width / 600, area.height / 600)
        columns = Int(max(area.width / cell, 0)) + 1
        rows = Int(max(area.height / cell, 0)) + 1
        cells = [Int32](repeating: 0, count: columns * rows)
        sums = [Int32](repeating: 0, count: (columns + 1) * (rows + 1))
    }

    /// Covers the cells under a line.
    mutating func mark(line: [Point]) {
        for (start, end) in zip(line, line.dropFirst()) {
            let length = max(abs(end.x - start.x), abs(end.y - start.y))
            let steps = Int(min(length / (cell / 2), 10_000)) + 1
            for step in 0...steps {
                let part = Double(step) / Double(steps)
                mark(x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y))
            }
        }
    }

    /// Covers the cells that a box touches.
    mutating func mark(box: Box) {
        guard box.overlaps(area) else { return }
        for row in row(box.y)...row(box.bottom) {
            for column in column(box.x)...column(box.right) { cells[row * columns + column] = 1 }
        }
    }

    /// Makes what was marked count; call once after marking.
    mutating func finish() {
        for row in 0..<rows {
            var total: Int32 = 0
            for column in 0..<columns {
                total += cells[row * columns + column]
                sums[(row + 1) * (columns + 1) + column + 1] =
                    sums[row * (columns + 1) + column + 1] + total
            }
        }
    }

    /// Returns how many covered cells a box touches.
    func count(in box: Box) -> Int {
        guard box.overlaps(area) else { return 0 }
        let top = row(box.y) * (columns + 1)
        let foot = (row(box.bottom) + 1) * (columns + 1)
        let left = column(box.x)
        let right = column(box.right) + 1
        return Int(sums[foot + right] - sums[foot + left] - sums[top + right] + sums[top + left])
    }

    private mutating func mark(x: Double, y: Double) {
        guard x >= area.x, x <= area.right, y >= area.y, y <= area.bottom else { return }
        cells[row(y) * columns + column(x)] = 1
    }

    private func column(_ x: Double) -> Int {
        Int(min(max((x - area.x) / cell, 0), Double(columns - 1)))
    }

    private func row(_ y: Double) -> Int {
        Int(min(max((y - area.y) / cell, 0), Double(rows - 1)))
    }
}
