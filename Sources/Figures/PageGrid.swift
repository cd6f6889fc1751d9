// SPDX-License-Identifier: GPL-3.0-or-later

/// Which panels stand side by side, and which below each other.
struct PageGrid: Equatable {
    /// How many panels there are.
    let count: Int
    /// How many stand side by side in a full row; at least 1.
    let columns: Int

    /// The grid of a figure.
    init(_ figure: Figure) {
        count = figure.panels.count
        columns = max(1, min(figure.columns ?? count, count))
    }

    /// How many rows there are; 1 where there is no panel.
    var rows: Int { max(1, (count + columns - 1) / columns) }

    /// Returns the panels of a row.
    func panels(inRow row: Int) -> Range<Int> {
        min(row * columns, count)..<min((row + 1) * columns, count)
    }

    /// Returns the panels of a column.
    func panels(inColumn column: Int) -> StrideTo<Int> {
        stride(from: column, to: count, by: columns)
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
    subscript(panel index: Int) -> PageRows { rows[index / grid.columns] }
}
