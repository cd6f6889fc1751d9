// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Transformer

@Suite("Rows of a policy")
struct TokenRowTests {
    private func withRow<Result>(
        _ probabilities: [Float], logs: [Float]? = nil, _ body: (TokenRow) -> Result
    ) -> Result {
        let logs = logs ?? probabilities.map { $0 > 0.3 ? -1 : -2 }
        return probabilities.withUnsafeBufferPointer { p in
            logs.withUnsafeBufferPointer { l in
                guard let p = p.baseAddress, let l = l.baseAddress else {
                    preconditionFailure("no tokens")
                }
                return body(TokenRow(logs: l, probabilities: p, count: probabilities.count))
            }
        }
    }

    @Test("A number draws the first token whose running sum is above it")
    func drawing() {
        withRow([0.25, 0, 0.5, 0.125]) { row in
            #expect(row.token(at: 0) == 0)
            #expect(row.token(at: 0.25.nextDown) == 0)
            #expect(row.token(at: 0.25) == 2)
            #expect(row.token(at: 0.75) == 3)
            // Where rounding leaves less than 1, the rest is the last token's.
            #expect(row.token(at: 0.99) == 3)
        }
    }

    @Test("Of equally likely tokens the first is the likeliest")
    func likeliest() {
        #expect(withRow([0.2, 0.4, 0.4]) { $0.likeliest } == 1)
    }

    @Test("The entropy is that of the logs, in nats")
    func entropy() {
        let entropy = withRow([0.5, 0.25, 0.25], logs: [-0.5, -1, -2]) { $0.entropy }
        #expect(entropy == 0.25 + 0.25 + 0.5)
    }

    @Test(
        "Rows of all sizes sum to 1, and probabilities are those of their logs",
        arguments: TransformerSize.odd)
    func sums(size: TransformerSize) {
        let transformer = Transformer(untrainedWeights(size, seed: 3).sharpened)
        transformer.score(someTexts(3, size, seed: 1), promptLength: 1) { response in
            for index in 0..<response.count {
                let row = response.row(index)
                #expect(row.probabilities.count == size.vocabulary)
                #expect(abs(row.probabilities.reduce(0) { $0 + Double($1) } - 1) < 1e-6)
            }
        }
    }
}
