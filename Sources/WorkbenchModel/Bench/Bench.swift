// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
package import TokenWeights

/// The tokens and the one set of parameters that tables, curves and simulations share.
package struct Bench: Sendable, Equatable {
    /// The methods that are compared until `use` chooses others.
    package static let usualMethods = ["grpo", "aspo"]

    /// The tokens, in the order in which they were added.
    package var tokens: NamedList<BenchToken> = []

    /// What `set name=…` gave, for every method and world.
    package var common: ParameterValues = [:]

    /// What `set METHOD.name=…` gave, by method.
    package var ofMethod: [String: ParameterValues] = [:]

    /// The methods that `use` chose.
    package var methodNames = usualMethods

    /// The rules that the person typed, in their order.
    package var rules: NamedList<TypedRule> = []

    package init(
        tokens: NamedList<BenchToken> = [], common: ParameterValues = [:],
        ofMethod: [String: ParameterValues] = [:], methodNames: [String] = usualMethods,
        rules: NamedList<TypedRule> = []
    ) {
        self.tokens = tokens
        self.common = common
        self.ofMethod = ofMethod
        self.methodNames = methodNames
        self.rules = rules
    }

    /// The tokens as weighting rules see them, with the most uncertain ones marked.
    package var weighable: [Token] { Bench.weighable(tokens.values) }

    /// Returns tokens as weighting rules see them, with the most uncertain ones marked.
    ///
    /// They count as one response: the quantile of entropies is taken over them.
    package static func weighable(_ tokens: [BenchToken]) -> [Token] {
        let marks = highEntropyFlags(tokens.map(\.entropy))
        return zip(tokens, marks).map { token, isHighEntropy in
            Token(
                oldLogProbability: token.old.logarithm, logProbability: token.new.logarithm,
                advantage: token.advantage, entropy: token.entropy, isHighEntropy: isHighEntropy,
                engineLogProbability: token.engine?.logarithm,
                referenceLogProbability: token.reference?.logarithm)
        }
    }
}

extension Bench {
    /// What is on the bench, in one line.
    package var inventory: String {
        guard !tokens.isEmpty else { return "the bench is empty" }
        let names = tokens.prefix(6).map { shownText($0.name) }.joined(separator: ", ")
        return "\(counted(tokens.count, "token")) on the bench: \(names)"
            + (tokens.count > 6 ? ", …" : "")
    }
}

extension Bench {
    /// Returns the token with a name, or nil.
    ///
    /// Here and below, so that what is generic is compiled for tokens: each line of a script asks.
    package func token(named name: String) -> BenchToken? { tokens[name] }

    /// Puts a token in the place of the one with its name, or at the end.
    package mutating func put(_ token: BenchToken) { tokens.put(token) }
}
