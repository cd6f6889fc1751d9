// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import TokenWeights

/// The tokens of the bench as the alternatives at one position.
///
/// Their old probabilities are the policy; the remainder is one more alternative, `…`,
/// with advantage 0.
package struct Alternatives: Sendable, Equatable {
    /// The names, `…` last where there is one.
    package let names: [String]
    /// The probabilities of the tokens themselves; together at most 1.
    package let probabilities: [Double]
    /// The advantages of the tokens themselves.
    package let advantages: [Double]
}

extension Workspace {
    /// Returns the bench's tokens as alternatives, or says why they cannot be.
    package func alternatives() throws(CommandError) -> Alternatives {
        try requireTokens()
        let tokens = workbench.bench.tokens.values
        let sum = tokens.reduce(0) { $0 + $1.old.value }
        guard sum <= 1 + 1e-9 else {
            throw CommandError(
                .domain,
                "the old probabilities add up to \(NumberText.significant(sum, digits: 6)), and "
                    + "alternatives at one position cannot exceed 1",
                hint: "lower them, drop a token, or set them with softmax a=2 b=1 …")
        }
        let names = tokens.map(\.name) + (1 - sum > 1e-9 ? ["…"] : [])
        guard names.count > 1 else {
            throw CommandError(
                .missing, "one token of probability 1 has no alternatives",
                hint: "add a token, or lower its probability")
        }
        return Alternatives(
            names: names, probabilities: tokens.map(\.old.value),
            advantages: tokens.map(\.advantage))
    }
}
