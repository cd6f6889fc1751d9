// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

extension WeighingScope {
    /// The word for what decides the weight of a token.
    package var noun: String {
        switch self {
        case .token: "token"
        case .response: "response"
        case .group: "group"
        case .batch: "batch"
        }
    }

    /// The same for several.
    package var plural: String { self == .batch ? "batches" : noun + "s" }
}

extension WeightRule {
    /// What to do with a rule where a token's own weight is asked for and it has none.
    package var otherWay: String {
        switch scope {
        case .response, .group:
            "see it against the mean log-ratio of a response: plot weight methods=\(name)"
        case .token, .batch: "train it: simulate world=graph methods=grpo,\(name)"
        }
    }
}
