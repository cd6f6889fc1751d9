// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The cells of a grid, neighbours in a row that have the same number joined.
struct CellRuns {
    /// Cells side by side with one number.
    struct Run {
        let value: Double
        let left: Double
        var right: Double
        let bottom: Double
        let top: Double
    }

    private(set) var runs: [Run] = []

    /// Cells without a number are left out.
    init(_ grid: CellGrid) {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let value = grid.values[row * grid.columns + column]
                guard !value.isNaN else { continue }
                if let last = runs.last, last.value == value, last.right == grid.xEdges[column],
                    last.bottom == grid.yEdges[row]
                {
                    runs[runs.count - 1].right = grid.xEdges[column + 1]
                    continue
                }
                runs.append(
                    Run(
                        value: value, left: grid.xEdges[column], right: grid.xEdges[column + 1],
                        bottom: grid.yEdges[row], top: grid.yEdges[row + 1]))
            }
        }
    }
}

extension CellGrid {
    /// Returns the grid with at most some columns and rows.
    ///
    /// Every second, third, … cell stands for its neighbours too, each for as many, so that even cells
    /// stay even.
    func reduced(to most: Int) -> CellGrid {
        let (across, up) = (Self.step(columns, most), Self.step(rows, most))
        guard across > 1 || up > 1 else { return self }
        let values = stride(from: up / 2, to: rows, by: up).flatMap { row in
            stride(from: across / 2, to: columns, by: across).map { column in
                self.values[row * columns + column]
            }
        }
        func ends(_ edges: [Double], _ step: Int) -> [Double] {
            stride(from: 0, to: edges.count, by: step).map { edges[$0] }
        }
        return CellGrid(xEdges: ends(xEdges, across), yEdges: ends(yEdges, up), values: values)
    }

    /// Returns the least divisor of a count that leaves at most some.
    private static func step(_ count: Int, _ most: Int) -> Int {
        (1...max(1, count)).first { count % $0 == 0 && count / $0 <= most } ?? 1
    }
}
