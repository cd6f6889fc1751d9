// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Transformer

@Suite("Weights")
struct WeightsTests {
    @Test("The two sizes have the parameters that they are said to have")
    func counts() {
        #expect(TransformerSize.large.parameterCount == 57_936)
        #expect(TransformerSize.small.parameterCount == 26_336)
        let names = TransformerSize.small.matrices.map(\.name)
        #expect(
            names == [
                "e", "pos", "qkv0", "o0", "f10", "f20", "qkv1", "o1", "f11", "f21", "head",
            ])
    }

    @Test(
        "The shipped bases are whole, and rounding them again changes nothing",
        arguments: [TransformerSize.small, .large])
    func bases(size: TransformerSize) throws {
        let base = try #require(TransformerWeights.base(size))
        #expect(base.values.allSatisfy { $0.isFinite && $0 != 0 })
        #expect(try TransformerWeights(size: size, halves: base.halves) == base)
        #expect(TransformerWeights.base(.odd[1]) == nil)
    }

    /// Held-out prompts among them: what they know is arithmetic, not texts.
    @Test(
        "The shipped bases know the results of operations",
        arguments: [TransformerSize.small, .large])
    func arithmetic(size: TransformerSize) throws {
        let transformer = Transformer(try #require(TransformerWeights.base(size)))
        // 07>20 *14 +17 +20. and 13>12 -08 /04.
        let texts: [[UInt8]] = [
            [0, 7, 10, 2, 0, 14, 1, 4, 12, 1, 7, 12, 2, 0, 11],
            [1, 3, 10, 1, 2, 13, 0, 8, 15, 0, 4, 11],
        ]
        transformer.score(texts, promptLength: 5) { response in
            for index in 0..<response.count where response.token(index) < 10 {
                #expect(response.row(index).likeliest == response.token(index))
                #expect(response.logProbability(index) > -0.7)
            }
        }
    }

    @Test("Half-precision numbers widen and round as the standard says")
    func halves() {
        for bits in UInt16.min...UInt16.max where bits & 0x7C00 != 0x7C00 {
            #expect(TransformerWeights.halved(TransformerWeights.widened(bits)) == bits)
        }
        let halved = TransformerWeights.halved
        #expect(halved(1 + 0x1p-11) == 0x3C00)
        #expect(halved(1 + 3 * 0x1p-11) == 0x3C02)
        #expect(halved(1 + 0x1.8p-11) == 0x3C01)
        #expect(halved(0x1p-25) == 0)
        #expect(halved(0x1.8p-25) == 1)
        #expect(halved(0x1.FFFp-15) == 0x0400)
        #expect(halved(65_519) == 0x7BFF)
        #expect(halved(65_520) == 0x7C00)
        #expect(halved(-.infinity) == 0xFC00)
        #expect(halved(.nan) & 0x7FFF > 0x7C00)
        #expect(TransformerWeights.widened(0x3555) == 0.333_251_95)
        #expect(TransformerWeights.widened(0x8001) == -0x1p-24)
    }

    @Test("Weights that are cut off or not finite are refused")
    func refused() {
        let size = TransformerSize.odd[0]
        var bytes = [UInt8](repeating: 0, count: 2 * size.parameterCount)
        #expect(
            throws: TransformerError.wrongByteCount(found: 3, expected: bytes.count)
        ) {
            try TransformerWeights(size: size, halves: [1, 2, 3])
        }
        bytes[15] = 0x7C
        #expect(throws: TransformerError.notFinite(index: 7)) {
            try TransformerWeights(size: size, halves: bytes)
        }
    }

    @Test("The learning rate of a pretraining goes up a ramp, then down to a twentieth")
    func rates() {
        let pretraining = Pretraining()
        #expect(abs(pretraining.rate(at: 0) - 3e-3 / 50) < 1e-18)
        #expect(abs(pretraining.rate(at: 49) - 3e-3 * (1 - 0.95 * 49 / 3_000)) < 1e-15)
        #expect(abs(pretraining.rate(at: 2_999) - 3e-3 * 0.05) < 1e-6)
    }
}
