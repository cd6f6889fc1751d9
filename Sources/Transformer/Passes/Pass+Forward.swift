// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

extension Pass {
    /// Works out the log-probabilities and probabilities of the tail of some texts.
    func goForward(_ texts: PassTexts, _ weights: PackedWeights) {
        self.texts = texts
        let stream = stream.first(texts.rows)
        ctf_embed(
            weights.tokens, weights.tokens + weights.positionOffset, texts.tokens,
            texts.positions, stream.loops)
        for (layer, matrices) in zip(layers, weights.layers) {
            attend(layer, matrices, stream)
            if matrices.output !== weights.layers.last?.output {
                matrices.output.multiply(
                    layer.attended.first(texts.rows), to: stream, adding: true, on: path)
                goInside(layer, matrices, stream)
            }
        }
        if let layer = layers.last, let matrices = weights.layers.last {
            finish(layer, matrices, weights.head)
        }
    }

    /// Attention of one layer.
    private func attend(_ layer: Layer, _ matrices: PackedWeights.Layer, _ stream: Rows) {
        let normed = layer.normed.first(stream.count)
        ctf_normalize(stream.loops, normed.base, layer.inverseRoots.base, path)
        matrices.projection.multiply(
            normed, to: layer.projected.first(stream.count), on: path)
        texts.starts.withUnsafeBufferPointer { starts in
            guard let first = starts.baseAddress else { return }
            var attention = attention(layer, starts: first)
            ctf_attend(&attention, path)
        }
    }

    /// The second half of a layer.
    func goInside(_ layer: Layer, _ matrices: PackedWeights.Layer, _ stream: Rows) {
        let normed = layer.tailNormed.first(stream.count)
        let inner = layer.inner.first(stream.count)
        let squares = squares.first(stream.count)
        ctf_normalize(stream.loops, normed.base, layer.tailInverseRoots.base, path)
        matrices.inner.multiply(normed, to: inner, on: path)
        ctf_square(inner.loops, squares.base, path)
        matrices.outer.multiply(squares, to: stream, adding: true, on: path)
    }

    /// The rest of the last layer, and the output: of the tail alone.
    private func finish(_ layer: Layer, _ matrices: PackedWeights.Layer, _ head: PackedMatrix) {
        let tail = tailStream.first(texts.tail)
        let attended = tailAttended.first(texts.tail)
        copyTail(from: stream.first(texts.rows), to: tail)
        copyTail(from: layer.attended.first(texts.rows), to: attended)
        matrices.output.multiply(attended, to: tail, adding: true, on: path)
        goInside(layer, matrices, tail)
        putOut(tail, head)
    }

    /// From the last rows to log-probabilities and probabilities.
    func putOut(_ stream: Rows, _ head: PackedMatrix) {
        let normed = normed.first(stream.count)
        let logs = logs.first(stream.count)
        ctf_normalize(stream.loops, normed.base, inverseRoots.base, path)
        head.multiply(normed, to: logs, on: path)
        ctf_log_softmax(logs.loops, probabilities.first(stream.count).base, path)
    }

    /// Copies the rows that give response tokens.
    private func copyTail(from rows: Rows, to tail: Rows) {
        for (index, row) in texts.tailRows.enumerated() {
            tail[index].update(from: rows[row], count: rows.stride)
        }
    }

    /// Returns the row that gives a response token of a text of the pass.
    func row(text: Int, token: Int) -> TokenRow {
        row(texts.tailStarts[text] + token)
    }

    /// Returns a row that was put out.
    func row(_ index: Int) -> TokenRow {
        let count = index + 1
        return TokenRow(
            logs: logs.first(count)[index], probabilities: probabilities.first(count)[index],
            count: size.vocabulary)
    }
}
