// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// A matrix among the weights, laid out for products from either side.
final class PackedMatrix {
    /// Its shape, and where it is among the weights.
    let matrix: TransformerMatrix

    /// Its columns in panels of 16, row by row.
    private let panels: FloatBlock

    /// The same of its transpose.
    private let transposed: FloatBlock

    init(_ matrix: TransformerMatrix) {
        self.matrix = matrix
        panels = FloatBlock(count: matrix.rows * matrix.columns.padded)
        transposed = FloatBlock(count: matrix.columns * matrix.rows.padded)
    }

    /// Takes over the weights, all of which are given.
    func pack(_ weights: UnsafePointer<Float>) {
        let first = weights + matrix.offset
        let (rows, columns) = (Int64(matrix.rows), Int64(matrix.columns))
        ctf_pack(first, rows, columns, panels.base)
        ctf_pack_transposed(first, rows, columns, transposed.base)
    }

    /// Writes input · W, or adds it to what is there.
    func multiply(_ input: Rows, to output: Rows, adding: Bool = false, on path: ctf_path) {
        var product = ctf_product(
            a: input.base, a_row: Int64(input.stride), a_step: 1,
            b: panels.base, b_step: 16, b_panel: Int64(16 * matrix.rows),
            c: output.base, c_row: Int64(output.stride),
            rows: Int64(input.count), columns: Int64(matrix.columns), steps: Int64(matrix.rows),
            adds: adding)
        ctf_multiply(&product, path)
    }

    /// Writes gradient · Wᵀ.
    func multiplyBack(_ gradient: Rows, to output: Rows, on path: ctf_path) {
        var product = ctf_product(
            a: gradient.base, a_row: Int64(gradient.stride), a_step: 1,
            b: transposed.base, b_step: 16, b_panel: Int64(16 * matrix.columns),
            c: output.base, c_row: Int64(output.stride),
            rows: Int64(gradient.count), columns: Int64(matrix.rows), steps: Int64(matrix.columns),
            adds: false)
        ctf_multiply(&product, path)
    }

    /// Adds inputᵀ · gradient, row by row in order, to the gradient of the weights.
    func addGradient(
        _ input: Rows, _ gradient: Rows, to weights: UnsafeMutablePointer<Float>,
        on path: ctf_path
    ) {
        var product = ctf_product(
            a: input.base, a_row: 1, a_step: Int64(input.stride),
            b: gradient.base, b_step: Int64(gradient.stride), b_panel: 16,
            c: weights + matrix.offset, c_row: Int64(matrix.columns),
            rows: Int64(matrix.rows), columns: Int64(matrix.columns), steps: Int64(input.count),
            adds: true)
        ctf_multiply(&product, path)
    }
}
