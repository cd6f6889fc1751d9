// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Batches with the entropies of their tokens, and the gradients that trainers' own functions give on them.
struct GoldenTokenBatches: Decodable {
    let cases: [Batch]

    struct Batch: Decodable {
        let adv: [Double]
        let group: Int
        let logp_mu: [[Double]]
        let logp_old: [[Double]]
        let logp: [[Double]]
        let entropy: [[Double]]
        let methods: [String: [[Double]]]

        /// The batch as rules see it.
        var batch: TokenBatch {
            var tokens: [Token] = []
            var responses: [Range<Int>] = []
            for place in logp.indices {
                let first = tokens.count
                for index in logp[place].indices {
                    tokens.append(
                        Token(
                            oldLogProbability: logp_old[place][index],
                            logProbability: logp[place][index], advantage: adv[place],
                            entropy: entropy[place][index],
                            engineLogProbability: logp_mu[place][index]))
                }
                responses.append(first..<tokens.count)
            }
            return TokenBatch(
                tokens: tokens, responses: responses, groups: logp.indices.map { $0 / group })
        }
    }
}
