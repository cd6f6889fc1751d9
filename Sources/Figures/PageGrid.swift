// SPDX-License-Identifier: GPL-3.0-or-later

/// Which panels stand side by side, and which below each other.
struct PageGrid: Equatable {
    /// A place for a panel.
    struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    /// How many places there are side by side; at least 1.
    let columns: Int
    /// Where each panel stands, in rising order.
    let cells: [Cell]

    /// The grid of a figure.
    init(_ figure: Figure) {
        self.init(columns: figure.columns, figure.panels.map(\.staysWithNext))
    }

    /// Places panels in rows; two that stay together begin a new row where only one has room.
    ///
    /// - Parameters:
    ///   - wanted: The most panels side by side; nil for all.
    ///   - staysWithNext: For each panel, whether it shares a row with the one after it.
    init(columns wanted: Int?, _ staysWithNext: [Bool]) {
        let count = staysWithNext.count
        columns = max(1, min(wanted ?? count, count))
        var cells: [Cell] = []
        var next = Cell(row: 0, column: 0)
        for index in 0..<count {
            let isSecond = index > 0 && staysWithNext[index - 1]
            let isFirst = staysWithNext[index] && index + 1 < count && !isSecond && columns > 1
            if next.column + (isFirst ? 2 : 1) > columns {
                next = Cell(row: next.row + 1, column: 0)
            }
            cells.append(next)
            next.column += 1
        }
        self.cells = cells
    }

    /// How many panels there are.
    var count: Int { cells.count }

    /// How many rows there are; 1 where there is no panel.
    var rows: Int { (cells.last?.row ?? 0) + 1 }

    /// Returns the panels of a row.
    func panels(inRow row: Int) -> Range<Int> {
        let first = cells.firstIndex { $0.row >= row } ?? count
        return first..<(cells.firstIndex { $0.row > row } ?? count)
    }

    /// Returns the panels of a column.
    func panels(inColumn column: Int) -> [Int] {
        cells.indices.filter { cells[$0].column == column }
    }

    /// Returns the panel left of another.
    func panel(leftOf index: Int) -> Int? {
        cells[index].column > 0 ? index - 1 : nil
    }

    /// Returns the next panel below another in its column.
    func panel(below index: Int) -> Int? {
        cells.indices.first {
            cells[$0].column == cells[index].column && cells[$0].row > cells[index].row
        }
    }

    /// The places without a panel, the lower rows first.
    var freeCells: [Cell] {
        (0..<rows).reversed().flatMap { row in
            (panels(inRow: row).count..<columns).map { Cell(row: row, column: $0) }
        }
    }
}

/// The heights of everything on a page.
struct PageHeights: Equatable {
    /// How the panels stand.
    let grid: PageGrid
    /// The height of the whole page.
    var page: Double
    /// The heights of each row of panels.
    var rows: [PageRows]
    /// The top of the legend that all panels share.
    var legendTop: Double
    /// The baselines of the footnote's lines.
    var footnoteBaselines: [Double]

    /// The heights of the row that a panel stands in.
    subscript(panel index: Int) -> PageRows { rows[grid.cells[index].row] }
}
