// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// Some rows of activations; whoever holds them must keep their block alive.
struct Rows {
    /// The first number of the first row.
    let base: UnsafeMutablePointer<Float>

    /// How far the rows are apart.
    let stride: Int

    /// How many of a row's numbers count.
    let columns: Int

    /// How many rows there are.
    var count: Int

    /// The same for the innermost loops.
    var loops: ctf_rows {
        ctf_rows(
            numbers: base, row: Int64(stride), rows: Int64(count), columns: Int64(columns))
    }

    /// Where a row begins.
    subscript(row: Int) -> UnsafeMutablePointer<Float> { base + row * stride }
}

/// Room for rows of activations.
struct RowBlock {
    private let block: FloatBlock
    private let columns: Int

    init(rows: Int, columns: Int) {
        block = FloatBlock(count: rows * columns.padded)
        self.columns = columns
    }

    /// Returns the first rows.
    func first(_ count: Int) -> Rows {
        Rows(base: block.base, stride: columns.padded, columns: columns, count: count)
    }
}
