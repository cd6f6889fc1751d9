// SPDX-License-Identifier: GPL-3.0-or-later

import CTransformer
import Simulation
import Testing

@testable import Transformer

@Suite("The same bits")
struct SameBitsTests {
    /// What some steps, and texts that are sampled after them, come to.
    struct Outcome: Equatable {
        var weights: [UInt32] = []
        var norms: [Double] = []
        var samples: SampledTexts?
    }

    /// Takes two steps on random texts, then samples.
    private func outcome(
        _ size: TransformerSize, on path: ctf_path, rowsInPass: Int = 160
    ) -> Outcome {
        let transformer = Transformer(
            untrainedWeights(size, seed: 4).sharpened, on: path, rowsInPass: rowsInPass)
        var adam = AdamState(count: size.parameterCount)
        var outcome = Outcome()
        for step in 0..<2 {
            transformer.clearGradient()
            let texts = someTexts(7, size, seed: UInt32(step))
            transformer.addGradient(of: texts, promptLength: 2) { response, pushes in
                for index in 0..<response.count {
                    let sign: Float = response.text % 3 == 0 ? -1 : 1
                    pushes[index] = TokenPush(
                        coefficient: sign * Float(index + 1) / 30, entropyCoefficient: 0.01)
                }
            }
            outcome.norms.append(transformer.descend(&adam, rate: 0.01, clip: 0.5))
        }
        outcome.weights = transformer.weights.values.bits
        outcome.samples = samples(transformer, prompts: 3)
        return outcome
    }

    /// Samples some responses to each of the first prompts.
    private func samples(_ transformer: Transformer, prompts: Int) -> SampledTexts {
        let size = transformer.size
        let numbers = Philox(seed: 3, stream: 3)
        return transformer.rollout(
            prompts: (0..<prompts).map { [UInt8($0 % size.vocabulary), 1] }, samples: 5,
            maximum: size.positions - 1, end: 0, keeping: .all
        ) { place, row in
            row.token(at: numbers.uniform(0, place.prompt, place.sample, place.position))
        }
    }

    @Test(
        "Machines with wide vectors, with narrow ones and with none of them agree",
        arguments: TransformerSize.odd)
    func paths(size: TransformerSize) {
        let portable = outcome(size, on: ctf_portable)
        for path in TransformerKernels.all.dropFirst() {
            #expect(outcome(size, on: path) == portable)
        }
    }

    @Test("How texts are batched changes nothing", arguments: TransformerSize.odd)
    func batches(size: TransformerSize) {
        let path = TransformerKernels.fastest
        let one = outcome(size, on: path, rowsInPass: 1)
        for rows in [size.positions + 3, 50, 400] {
            #expect(outcome(size, on: path, rowsInPass: rows) == one)
        }
    }

    @Test("A sampled row is the row of the whole text", arguments: TransformerSize.odd)
    func sampling(size: TransformerSize) {
        let transformer = Transformer(untrainedWeights(size, seed: 5).sharpened)
        let samples = samples(transformer, prompts: 4)
        let texts = (0..<samples.count).map {
            [UInt8($0 / 5 % size.vocabulary), 1] + samples.tokens($0)
        }
        #expect(Set(texts.map(\.count)).count > 1)
        transformer.score(texts, promptLength: 2) { response in
            #expect(response.count == samples.length(response.text))
            for index in 0..<response.count {
                let row = samples.row(response.text, index)
                #expect(Array(row).bits == Array(response.row(index).logProbabilities).bits)
                let log = samples.logProbabilities(response.text).dropFirst(index).first
                #expect(log == response.logProbability(index))
                let entropy = samples.entropies(response.text).dropFirst(index).first
                #expect(entropy == response.row(index).entropy)
            }
        }
    }

    @Test("Which prompts are sampled beside it does not change a response")
    func neighbours() {
        let transformer = Transformer(untrainedWeights(.odd[1], seed: 6).sharpened)
        let few = samples(transformer, prompts: 2)
        let many = samples(transformer, prompts: 30)
        #expect(many.count > Rollout.slots)
        for response in 0..<few.count {
            #expect(few.tokens(response) == many.tokens(response))
            #expect(few.logProbabilities(response) == many.logProbabilities(response))
        }
    }

    @Test("Several calls add up as one does")
    func calls() {
        let size = TransformerSize.odd[1]
        let texts = someTexts(6, size, seed: 9)
        let transformer = Transformer(untrainedWeights(size, seed: 7))
        let add = { (texts: ArraySlice<[UInt8]>) in
            transformer.addGradient(of: Array(texts), promptLength: 3) { _, pushes in
                for index in pushes.indices { pushes[index].coefficient = 0.1 }
            }
        }
        add(texts[...])
        let whole = transformer.gradient
        transformer.clearGradient()
        add(texts[..<4])
        add(texts[4...])
        #expect(transformer.gradient.bits == whole.bits)
    }

    @Test("Weights and moments are all that a run needs to go on")
    func resuming() {
        let size = TransformerSize.odd[0]
        let texts = someTexts(4, size, seed: 2)
        var adam = AdamState(count: size.parameterCount)
        let transformer = Transformer(untrainedWeights(size, seed: 8))
        let step = { (transformer: Transformer, adam: inout AdamState) in
            transformer.pretrain(on: texts, promptLength: 2, &adam, rate: 0.01, clip: 1)
        }
        for _ in 0..<3 { _ = step(transformer, &adam) }
        let other = Transformer(transformer.weights)
        var copy = adam
        #expect(step(transformer, &adam) == step(other, &copy))
        #expect(transformer.weights == other.weights && adam == copy)
    }

    /// Made by this program: whatever changes an order of sums shows here.
    @Test("Steps of the shipped small base end at the bits that they always did")
    func digest() throws {
        let base = try #require(TransformerWeights.base(.small))
        let texts = try GoldenFile.load().pretrain.tokens
        let transformer = Transformer(base)
        var adam = AdamState(count: base.values.count)
        var losses: [Float] = []
        for step in 0..<3 {
            let some = Array(texts[8 * step..<8 * step + 8])
            losses.append(
                Float(
                    transformer.pretrain(
                        on: some, promptLength: 5, &adam, rate: 1e-3, clip: 1)))
        }
        #expect(losses.digest == 18_001_202_388_601_685_487)
        #expect(transformer.weights.values.digest == 16_382_291_370_023_757_631)
        #expect(samples(transformer, prompts: 3).digest == 6_584_992_047_006_644_664)
    }
}

extension SampledTexts {
    /// A digest of all log-probabilities.
    fileprivate var digest: UInt64 {
        (0..<count).flatMap { logProbabilities($0) }.digest
    }
}
