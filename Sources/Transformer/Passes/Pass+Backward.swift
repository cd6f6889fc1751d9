// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

extension Pass {
    /// Adds what comes back of the texts that went forward last to the gradient of the weights.
    ///
    /// - Parameters:
    ///   - weights: Those that they went forward by.
    ///   - coefficients: What each row of the tail is pushed by.
    ///   - entropies: The same for its entropy.
    ///   - gradient: That of all weights.
    func goBack(
        _ weights: PackedWeights, coefficients: [Float], entropies: [Float],
        to gradient: UnsafeMutablePointer<Float>
    ) {
        let tail = back.tailStream.first(texts.tail)
        tail.base.update(repeating: 0, count: texts.tail * tail.stride)
        goBackFromOutput(weights.head, coefficients, entropies, tail, gradient)
        let stream = back.stream.first(texts.rows)
        for (index, layer) in layers.enumerated().reversed() {
            let matrices = weights.layers[index]
            if index == layers.count - 1 {
                goBackInside(layer, matrices, tail, gradient)
                goBackFromTail(matrices, tail, stream, gradient)
            } else {
                goBackInside(layer, matrices, stream, gradient)
                goBackFromAttended(layer, matrices, stream, gradient)
            }
            goBackThroughAttention(layer, matrices, stream, gradient)
        }
        ctf_embed_back(
            stream.loops, texts.tokens, texts.positions, gradient,
            gradient + weights.positionOffset)
    }

    private func goBackFromOutput(
        _ head: PackedMatrix, _ coefficients: [Float], _ entropies: [Float], _ tail: Rows,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        let logits = back.logits.first(texts.tail)
        let normed = back.normed.first(texts.tail)
        ctf_log_softmax_back(
            logs.first(texts.tail).loops, probabilities.first(texts.tail).base, texts.chosen,
            coefficients, entropies, logits.base, path)
        head.addGradient(self.normed.first(texts.tail), logits, to: gradient, on: path)
        head.multiplyBack(logits, to: normed, on: path)
        ctf_normalize_back(
            normed.loops, self.normed.first(texts.tail).base, inverseRoots.base, tail.base, path)
    }

    /// Back through the second half of a layer.
    private func goBackInside(
        _ layer: Layer, _ matrices: PackedWeights.Layer, _ stream: Rows,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        let kept = layer.inner.first(stream.count)
        let squares = squares.first(stream.count)
        let inner = back.inner.first(stream.count)
        let normed = back.normed.first(stream.count)
        let keptNormed = layer.tailNormed.first(stream.count)
        ctf_square_again(kept.loops, squares.base, path)
        matrices.outer.addGradient(squares, stream, to: gradient, on: path)
        matrices.outer.multiplyBack(stream, to: inner, on: path)
        ctf_square_back(inner.loops, kept.base, path)
        matrices.inner.addGradient(keptNormed, inner, to: gradient, on: path)
        matrices.inner.multiplyBack(inner, to: normed, on: path)
        ctf_normalize_back(
            normed.loops, keptNormed.base, layer.tailInverseRoots.base, stream.base, path)
    }

    /// Back from the tail to all rows, to what attention put out.
    private func goBackFromTail(
        _ matrices: PackedWeights.Layer, _ tail: Rows, _ stream: Rows,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        let tailAttended = back.tailAttended.first(texts.tail)
        let attended = back.attended.first(texts.rows)
        matrices.output.addGradient(
            self.tailAttended.first(texts.tail), tail, to: gradient, on: path)
        matrices.output.multiplyBack(tail, to: tailAttended, on: path)
        spread(tail, over: stream)
        spread(tailAttended, over: attended)
    }

    /// Copies the rows of the tail to where they belong; the others are 0.
    private func spread(_ tail: Rows, over rows: Rows) {
        rows.base.update(repeating: 0, count: rows.count * rows.stride)
        for (index, row) in texts.tailRows.enumerated() {
            rows[row].update(from: tail[index], count: rows.stride)
        }
    }

    private func goBackFromAttended(
        _ layer: Layer, _ matrices: PackedWeights.Layer, _ stream: Rows,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        matrices.output.addGradient(
            layer.attended.first(stream.count), stream, to: gradient, on: path)
        matrices.output.multiplyBack(stream, to: back.attended.first(stream.count), on: path)
    }

    private func goBackThroughAttention(
        _ layer: Layer, _ matrices: PackedWeights.Layer, _ stream: Rows,
        _ gradient: UnsafeMutablePointer<Float>
    ) {
        let attended = back.attended.first(stream.count)
        let projected = back.projected.first(stream.count)
        let normed = back.normed.first(stream.count)
        let keptNormed = layer.normed.first(stream.count)
        texts.starts.withUnsafeBufferPointer { starts in
            guard let first = starts.baseAddress else { return }
            var attention = attention(layer, starts: first)
            var way = ctf_attention_gradient(
                output: attended.base, output_row: Int64(attended.stride),
                projected: projected.base, projected_row: Int64(projected.stride),
                scratch: back.shares.base)
            ctf_attend_back(&attention, &way, path)
        }
        matrices.projection.addGradient(keptNormed, projected, to: gradient, on: path)
        matrices.projection.multiplyBack(projected, to: normed, on: path)
        ctf_normalize_back(
            normed.loops, keptNormed.base, layer.inverseRoots.base, stream.base, path)
    }
}
