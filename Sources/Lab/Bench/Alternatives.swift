// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import TokenWeights

/// The tokens of the bench as the alternatives at one position.
///
/// Their old probabilities are the policy; what is missing to 1 is one more alternative, `…`,
/// with advantage 0.
struct Alternatives: Sendable, Equatable {
    /// The names, `…` last where there is one.
    let names: [String]
    /// The logarithms of their probabilities in nats; together they make 1.
    let logProbabilities: [Double]
    /// Their advantages.
    let advantages: [Double]
}

extension Session {
    /// Returns the bench's tokens as alternatives, or says why they cannot be.
    func alternatives() throws(CommandError) -> Alternatives {
        try requireTokens()
        let tokens = workbench.bench.tokens
        let sum = tokens.reduce(0) { $0 + exp($1.oldLogProbability) }
        guard sum <= 1 + 1e-9 else {
            throw CommandError(
                .domain,
                "the old probabilities add up to \(NumberText.significant(sum, digits: 6)), and "
                    + "alternatives at one position cannot exceed 1",
                hint: "Lower them, drop a token, or set them with softmax a=2 b=1 …")
        }
        var names = tokens.map(\.name)
        var logProbabilities = tokens.map(\.oldLogProbability)
        var advantages = tokens.map(\.advantage)
        if 1 - sum > 1e-9 {
            names.append("…")
            logProbabilities.append(log(1 - sum))
            advantages.append(0)
        }
        guard names.count > 1 else {
            throw CommandError(
                .missing, "one token of probability 1 has no alternatives",
                hint: "Add a token, or lower its probability.")
        }
        return Alternatives(
            names: names, logProbabilities: logSoftmax(logProbabilities), advantages: advantages)
    }
}
