// SPDX-License-Identifier: GPL-3.0-or-later

/// Coloured cells in rows, the upper row first; each row from left to right.
public struct Raster: Sendable, Hashable {
    /// Cells in a row.
    public let columns: Int
    /// The number of rows.
    public let rows: Int
    /// The colours, row by row; ``columns`` × ``rows`` of them.
    public let cells: [Color]

    package init(columns: Int, rows: Int, cells: [Color]) {
        self.columns = max(columns, 0)
        self.rows = max(rows, 0)
        let count = self.columns * self.rows
        let missing = max(count - cells.count, 0)
        let blank = Color(0xFFFFFF).opacity(0)
        self.cells = Array(cells.prefix(count)) + Array(repeating: blank, count: missing)
    }
}
