// SPDX-License-Identifier: GPL-3.0-or-later

/// Room for what comes back through a pass.
struct BackwardRoom {
    let stream: RowBlock
    let tailStream: RowBlock
    let normed: RowBlock
    let inner: RowBlock
    let projected: RowBlock
    let attended: RowBlock
    let tailAttended: RowBlock
    let logits: RowBlock
    let shares: FloatBlock

    init(_ size: TransformerSize, rows: Int) {
        let block = { (columns: Int) in RowBlock(rows: rows, columns: columns) }
        stream = block(size.width)
        tailStream = block(size.width)
        normed = block(size.width)
        inner = block(size.expansion * size.width)
        projected = block(3 * size.width)
        attended = block(size.width)
        tailAttended = block(size.width)
        logits = block(size.vocabulary)
        shares = FloatBlock(count: size.positions * size.positions.paddedPositions)
    }
}
