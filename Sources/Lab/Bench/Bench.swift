// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The tokens and the one set of parameters that tables, curves and simulations share.
struct Bench: Sendable, Equatable {
    /// The tokens, in the order in which they were added.
    var tokens: [BenchToken] = []

    /// What `set name=…` gave, for every method and world.
    var common: ParameterValues = [:]

    /// What `set METHOD.name=…` gave, by method.
    var ofMethod: [String: ParameterValues] = [:]

    /// The methods that `use` chose.
    var methodNames: [String] = ["grpo", "aspo"]

    /// The rules that the person typed, in their order.
    var rules: [TypedRule] = []

    /// Returns a token by name, or nil.
    func token(_ name: String) -> BenchToken? { tokens.first { $0.name == name } }

    /// Puts a token in the place of the one with its name, or at the end.
    mutating func put(_ token: BenchToken) {
        if let index = tokens.firstIndex(where: { $0.name == token.name }) {
            tokens[index] = token
        } else {
            tokens.append(token)
        }
    }

    /// Puts many tokens, each as ``put(_:)`` does.
    mutating func put(contentsOf added: [BenchToken]) {
        var places = Dictionary(
            zip(tokens.map(\.name), tokens.indices), uniquingKeysWith: { first, _ in first })
        for token in added {
            let place = places[token.name] ?? tokens.endIndex
            if place < tokens.endIndex {
                tokens[place] = token
            } else {
                places[token.name] = place
                tokens.append(token)
            }
        }
    }

    /// The tokens as weighting rules see them, with the most uncertain ones marked.
    ///
    /// The bench counts as one response: the quantile of entropies is taken over its tokens.
    var weighable: [Token] {
        let marks = highEntropyFlags(tokens.map(\.entropy))
        return zip(tokens, marks).map { token, isHighEntropy in
            Token(
                oldLogProbability: token.old.logarithm, logProbability: token.new.logarithm,
                advantage: token.advantage, entropy: token.entropy, isHighEntropy: isHighEntropy)
        }
    }
}
