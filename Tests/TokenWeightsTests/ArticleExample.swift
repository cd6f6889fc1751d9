// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// Returns what two methods make of a token of a good answer.
func weightsOfLaggingToken() throws(ParameterError) -> [String: Double] {
    // Sampled with probability 0.1, it has become about half as likely since: r ≈ 0.5.
    let token = Token(oldLogProbability: -2.3, logProbability: -3, advantage: 1)
    let rules: [WeightRule] = [.grpo, .aspo]
    var weights: [String: Double] = [:]
    for rule in rules {
        weights[rule.title] = try rule.bind(["eps_high": 0.28]).weight(token)
    }
    return weights
}
