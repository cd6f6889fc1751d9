// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// The last tokens of some texts that are being written, a row each.
struct LastTokens {
    /// The token of each text.
    var tokens: [Int32] = []
    /// Where it stands in its text, counted from 0.
    var positions: [Int32] = []
    /// Where the cache keeps that text's keys and values.
    var slots: [Int32] = []
}

extension Pass {
    /// Works out the rows that follow the last tokens of some texts: the same bits as if the whole
    /// texts went forward.
    func advance(_ last: LastTokens, _ cache: KeyValueCache, _ weights: PackedWeights) {
        let room = layers[0]
        let stream = stream.first(last.tokens.count)
        ctf_embed(
            weights.tokens, weights.tokens + weights.positionOffset, last.tokens, last.positions,
            stream.loops)
        for (layer, matrices) in weights.layers.enumerated() {
            let normed = room.normed.first(stream.count)
            ctf_normalize(stream.loops, normed.base, room.inverseRoots.base, path)
            matrices.projection.multiply(
                normed, to: room.projected.first(stream.count), on: path)
            attend(last, cache, layer: layer)
            matrices.output.multiply(
                room.attended.first(stream.count), to: stream, adding: true, on: path)
            goInside(room, matrices, stream)
        }
        putOut(stream, weights.head)
    }

    private func attend(_ last: LastTokens, _ cache: KeyValueCache, layer: Int) {
        let count = last.tokens.count
        let projected = layers[0].projected.first(count)
        let attended = layers[0].attended.first(count)
        last.slots.withUnsafeBufferPointer { slots in
            last.positions.withUnsafeBufferPointer { positions in
                var attention = ctf_cached_attention(
                    projected: projected.base, projected_row: Int64(projected.stride),
                    width: Int64(size.width), heads: Int64(size.heads),
                    slots: slots.baseAddress, places: positions.baseAddress,
                    rows: Int64(count), keys: cache.keys[layer].base,
                    values: cache.values[layer].base, positions: Int64(cache.positions),
                    output: attended.base, output_row: Int64(attended.stride))
                ctf_attend_cached(&attention, path)
            }
        }
    }
}
