// SPDX-License-Identifier: GPL-3.0-or-later

/// The keys and values of texts that are being written, in slots that are used again and again.
final class KeyValueCache {
    let size: TransformerSize

    /// By layer, slot and head: 8 rows of ``positions`` numbers.
    let keys: [FloatBlock]

    /// By layer, slot and head: ``positions`` rows of 8 numbers.
    let values: [FloatBlock]

    /// How many positions a slot has room for.
    let positions: Int

    init(_ size: TransformerSize, slots: Int) {
        self.size = size
        positions = size.positions.paddedPositions
        let count = slots * size.heads * 8 * positions
        keys = (0..<size.layers).map { _ in FloatBlock(count: count) }
        values = (0..<size.layers).map { _ in FloatBlock(count: count) }
    }

    /// Puts the keys and values of a prompt into a slot.
    ///
    /// - Parameters:
    ///   - rows: By layer and position, the keys and values beside each other.
    ///   - count: How many tokens the prompt has.
    ///   - slot: Where the text's are to be.
    func fill(_ rows: ArraySlice<Float>, count: Int, slot: Int) {
        rows.withUnsafeBufferPointer { buffer in
            guard var row = buffer.baseAddress else { return }
            for layer in 0..<size.layers {
                for position in 0..<count {
                    fill(row, layer: layer, position: position, slot: slot)
                    row += 2 * size.width
                }
            }
        }
    }

    private func fill(_ row: UnsafePointer<Float>, layer: Int, position: Int, slot: Int) {
        let width = size.width / size.heads
        for head in 0..<size.heads {
            let first = (slot * size.heads + head) * 8 * positions
            let keys = keys[layer].base + first + position
            let values = values[layer].base + first + 8 * position
            for index in 0..<width {
                keys[index * positions] = row[head * width + index]
                values[index] = row[size.width + head * width + index]
            }
        }
    }
}
