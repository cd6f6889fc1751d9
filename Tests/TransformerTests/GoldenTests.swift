// SPDX-License-Identifier: GPL-3.0-or-later

import CTransformer
import Simulation
import Testing

@testable import Transformer

@Suite("The golden file")
struct GoldenTests {
    @Test("Untrained weights are those of the seed")
    func untrained() throws {
        let golden = try GoldenFile.load().untrained
        let weights = untrainedWeights(.large, seed: golden.seed)
        #expect(weights.values.count == golden.parameters)
        let sums = weights.sums
        #expect(abs(sums.sum - golden.sum) < 1e-4)
        #expect(abs(sums.squares - golden.sumsq) < 1e-3)
        for (value, expected) in zip(weights.values, golden.first8) {
            #expect(value == Float(expected))
        }
    }

    @Test("Three steps of pretraining have its losses and end at its weights")
    func pretraining() throws {
        let file = try GoldenFile.load()
        let golden = file.pretrain
        let texts = golden.tokens
        var pretraining = Pretraining()
        pretraining.steps = golden.steps
        pretraining.batch = golden.batch
        let weights = pretraining.run(
            from: untrainedWeights(file.runConfig.size, seed: golden.seed),
            promptLength: file.runConfig.PL, demonstration: { texts[$0] },
            progress: { step, loss in #expect(abs(loss - golden.losses[step]) < 1e-5) })
        #expect(abs(weights.sums.sum - golden.sum) < 1e-3)
        #expect(abs(weights.sums.squares - golden.sumOfSquares) < 1e-3)
    }

    @Test("All rows of its texts are within 1e-5", arguments: 0..<2)
    func rows(number: Int) throws {
        let update = try GoldenFile.load().updates[number]
        let transformer = Transformer(
            TransformerWeights(size: update.config.size, values: update.weights))
        // With one token given, all rows give tokens.
        transformer.score(update.answers.map(\.tokens), promptLength: 1) { response in
            let golden = update.answers[response.text].logp
            #expect(response.count == golden.count)
            for index in 0..<response.count {
                for (log, expected) in zip(response.row(index).logProbabilities, golden[index]) {
                    #expect(abs(Double(log) - expected) < 1e-5)
                }
            }
        }
    }

    @Test("The gradient, its norm and the weights after a step of Adam", arguments: 0..<2)
    func update(number: Int) throws {
        let update = try GoldenFile.load().updates[number]
        let transformer = Transformer(
            TransformerWeights(size: update.config.size, values: update.weights))
        transformer.addGradient(
            of: update.answers.map(\.tokens), promptLength: update.config.PL
        ) { response, pushes in
            let answer = update.answers[response.text]
            for index in 0..<response.count {
                #expect(abs(response.row(index).entropy - answer.entropy[index]) < 1e-5)
                let push = answer.weight[index] * answer.advantage / Double(update.tokens)
                pushes[index].coefficient = Float(push)
            }
        }
        let largest = update.gradient.map(abs).max() ?? 0
        for (found, expected) in zip(transformer.gradient, update.gradient) {
            #expect(abs(Double(found) - expected) < 1e-5 * largest)
        }
        var adam = AdamState(count: update.weights.count)
        let norm = transformer.descend(&adam, rate: update.lr, clip: 1)
        #expect(abs(norm - update.norm) < 1e-5)
        for (index, expected) in update.after.enumerated()
        where abs(update.gradient[index]) >= 1e-6 * largest {
            #expect(abs(Double(transformer.weights.values[index]) - expected) < 1e-5)
        }
    }
}
