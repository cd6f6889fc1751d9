// SPDX-License-Identifier: GPL-3.0-or-later

/// The weights as passes need them: the tables as they are, the other matrices packed.
final class PackedWeights {
    /// The matrices of one layer.
    struct Layer {
        /// Wqkv: queries, keys and values, [d, 3d].
        let projection: PackedMatrix
        /// Wo, behind the attention, [d, d].
        let output: PackedMatrix
        /// W1, into the hidden units, [d, F].
        let inner: PackedMatrix
        /// W2, out of them, [F, d].
        let outer: PackedMatrix
    }

    let size: TransformerSize

    /// All weights in their order.
    let values: FloatBlock

    /// The layers, from the first.
    let layers: [Layer]

    /// The last matrix.
    let head: PackedMatrix

    init(_ weights: TransformerWeights) {
        size = weights.size
        values = FloatBlock(count: weights.values.count)
        let matrices = size.matrices.dropFirst(2).map(PackedMatrix.init)
        layers = (0..<size.layers).map { layer in
            Layer(
                projection: matrices[4 * layer], output: matrices[4 * layer + 1],
                inner: matrices[4 * layer + 2], outer: matrices[4 * layer + 3])
        }
        head = matrices[4 * size.layers]
        take(weights.values)
    }

    /// Takes over weights.
    func take(_ weights: [Float]) {
        weights.withUnsafeBufferPointer { source in
            if let first = source.baseAddress {
                values.base.update(from: first, count: values.count)
            }
        }
        pack()
    }

    /// Packs the weights again, after they were changed.
    func pack() {
        for layer in layers {
            for matrix in [layer.projection, layer.output, layer.inner, layer.outer] {
                matrix.pack(values.base)
            }
        }
        head.pack(values.base)
    }

    /// The table of tokens.
    var tokens: UnsafeMutablePointer<Float> { values.base }

    /// Where the table of positions begins among the weights.
    var positionOffset: Int { size.vocabulary * size.width }
}
