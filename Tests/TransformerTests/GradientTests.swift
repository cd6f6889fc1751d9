// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@testable import Transformer

@Suite("Gradients")
struct GradientTests {
    /// What each response token weighs in the loss, and its entropy.
    private static let push: Float = 0.2
    private static let entropyPush: Float = 0.3

    /// Returns −Σ (push · log π + entropyPush · H).
    private func loss(_ weights: TransformerWeights, _ texts: [[UInt8]]) -> Double {
        var sum = 0.0
        Transformer(weights).score(texts, promptLength: 2) { response in
            for index in 0..<response.count {
                sum -= Double(Self.push * response.logProbability(index))
                sum -= Double(Self.entropyPush) * response.row(index).entropy
            }
        }
        return sum
    }

    private func gradient(_ weights: TransformerWeights, _ texts: [[UInt8]]) -> [Float] {
        let transformer = Transformer(weights)
        transformer.addGradient(of: texts, promptLength: 2) { _, pushes in
            for index in pushes.indices {
                pushes[index] = TokenPush(
                    coefficient: Self.push, entropyCoefficient: Self.entropyPush)
            }
        }
        return transformer.gradient
    }

    @Test(
        "Central differences along each matrix's gradient give its norm",
        arguments: TransformerSize.odd)
    func centralDifferences(size: TransformerSize) {
        let weights = untrainedWeights(size, seed: 12)
        let texts = someTexts(3, size, seed: 5)
        let gradient = gradient(weights, texts)
        for matrix in size.matrices {
            let places = matrix.offset..<matrix.offset + matrix.count
            let norm = places.reduce(0.0) { $0 + Double(gradient[$1] * gradient[$1]) }.squareRoot()
            #expect(norm > 1e-3)
            var (ahead, behind) = (weights, weights)
            for place in places {
                let step = Float(0.01 * Double(gradient[place]) / norm)
                ahead.values[place] += step
                behind.values[place] -= step
            }
            let slope = (loss(ahead, texts) - loss(behind, texts)) / 0.02
            #expect(abs(slope - norm) < 0.01 * norm + 2e-3, "\(matrix.name)")
        }
    }

    @Test("Central differences in some weights one by one")
    func singleWeights() {
        let size = TransformerSize.odd[0]
        let weights = untrainedWeights(size, seed: 13)
        let texts = someTexts(4, size, seed: 6)
        let gradient = gradient(weights, texts)
        let largest = gradient.map(\.magnitude).max() ?? 0
        for place in stride(from: 0, to: weights.values.count, by: 29) {
            var (ahead, behind) = (weights, weights)
            ahead.values[place] += 0.01
            behind.values[place] -= 0.01
            let slope = (loss(ahead, texts) - loss(behind, texts)) / 0.02
            #expect(abs(slope - Double(gradient[place])) < 0.01 * Double(largest))
        }
    }

    @Test("What a closure throws ends a pass")
    func throwing() {
        struct Enough: Error, Equatable {}
        let size = TransformerSize.odd[0]
        let transformer = Transformer(untrainedWeights(size, seed: 1))
        var seen = 0
        #expect(throws: Enough()) {
            try transformer.addGradient(of: someTexts(40, size, seed: 1), promptLength: 2) {
                (response, _) throws(Enough) in
                seen += 1
                if response.text == 17 { throw Enough() }
            }
        }
        #expect(seen == 18)
    }
}
