// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// Room for the activations of some texts on their way forward and back.
///
/// A text's rows are its fed tokens, in order, and texts follow each other. Behind the attention of
/// the last layer only the rows that give response tokens go on, the *tail*: nothing depends on the
/// others, and all that would come back through them is exactly 0.
final class Pass {
    /// The most texts of a pass.
    static let textLimit = 16

    /// What a layer keeps for the way back.
    struct Layer {
        /// n(x) before the attention, [rows, d].
        let normed: RowBlock
        /// What n divided each row by, as its inverse, [rows].
        let inverseRoots: FloatBlock
        /// Queries, keys and values, [rows, 3d].
        let projected: RowBlock
        /// What the heads brought together, [rows, d].
        let attended: RowBlock
        /// The softmax of each head's scores, over the rows that a row sees.
        let shares: FloatBlock
        /// n(x) before the hidden units, [tail rows, d].
        let tailNormed: RowBlock
        /// What n divided each of those by, as its inverse, [tail rows].
        let tailInverseRoots: FloatBlock
        /// The hidden units before relu, [tail rows, F].
        let inner: RowBlock
    }

    let size: TransformerSize
    let path: ctf_path

    /// The most rows of a pass of several texts.
    let rowLimit: Int

    /// How many rows there is room for: those of one text and of a rollout always fit.
    let rowRoom: Int

    let layers: [Layer]
    let stream: RowBlock
    let tailStream: RowBlock
    let tailAttended: RowBlock
    let squares: RowBlock
    let normed: RowBlock
    let inverseRoots: FloatBlock
    let logs: RowBlock
    let probabilities: RowBlock
    let back: BackwardRoom

    /// The texts of the pass.
    var texts = PassTexts()

    init(_ size: TransformerSize, rows: Int, on path: ctf_path) {
        self.size = size
        self.path = path
        rowLimit = rows
        rowRoom = max(rows, size.positions, Rollout.slots)
        let (limit, width) = (rowRoom, size.width)
        let block = { (columns: Int) in RowBlock(rows: limit, columns: columns) }
        let shares = size.positions * size.positions.paddedPositions
        layers = (0..<size.layers).map { _ in
            Layer(
                normed: block(width), inverseRoots: FloatBlock(count: limit),
                projected: block(3 * width), attended: block(width),
                shares: FloatBlock(count: Self.textLimit * size.heads * shares),
                tailNormed: block(width), tailInverseRoots: FloatBlock(count: limit),
                inner: block(size.expansion * width))
        }
        stream = block(width)
        tailStream = block(width)
        tailAttended = block(width)
        squares = block(size.expansion * width)
        normed = block(width)
        inverseRoots = FloatBlock(count: limit)
        logs = block(size.vocabulary)
        probabilities = block(size.vocabulary)
        back = BackwardRoom(size, rows: limit)
    }

    /// The attention of a layer over the texts of the pass.
    func attention(_ layer: Layer, starts: UnsafePointer<Int32>) -> ctf_attention {
        let projected = layer.projected.first(texts.rows)
        let attended = layer.attended.first(texts.rows)
        return ctf_attention(
            projected: projected.base, projected_row: Int64(projected.stride),
            width: Int64(size.width), heads: Int64(size.heads), starts: starts,
            texts: Int64(texts.count), shares: layer.shares.base,
            shares_size: Int64(size.positions * size.positions.paddedPositions),
            output: attended.base, output_row: Int64(attended.stride))
    }
}
