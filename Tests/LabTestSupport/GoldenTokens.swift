// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
package import TokenWeights

/// The tokens of the golden files of `TokenWeights`, and random ones.
package func sampleTokens(random: Int, seed: UInt64 = 1) throws -> [Token] {
    var tokens: [Token] = []
    for file in ["tokens_archer2.csv", "tokens_verl.csv"] {
        let path = repository.appending(path: "Tests/TokenWeightsTests/Golden/\(file)")
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        for line in lines.dropFirst() {
            let numbers = line.split(separator: ",").dropFirst(2).prefix(3).map { Double($0) }
            tokens.append(
                Token(
                    oldLogProbability: try #require(numbers[0]),
                    logProbability: try #require(numbers[1]),
                    advantage: try #require(numbers[2])))
        }
    }
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<random {
        let old = Double.random(in: -12 ... -0.01, using: &generator)
        tokens.append(
            Token(
                oldLogProbability: old,
                logProbability: min(0, old + .random(in: -9...9, using: &generator)),
                advantage: .random(in: -2...2, using: &generator)))
    }
    return tokens.map { token in
        Token(
            oldLogProbability: token.oldLogProbability, logProbability: token.logProbability,
            advantage: token.advantage, entropy: .random(in: 0...3, using: &generator),
            isHighEntropy: .random(using: &generator))
    }
}

extension WeightRule {
    /// Returns values for the rule's parameters that are not their defaults.
    package func otherValues(seed: UInt64) -> ParameterValues {
        var generator = SeededGenerator(seed: seed)
        return parameters.reduce(into: [:]) { values, parameter in
            let share = Double.random(in: 0.05...0.9, using: &generator)
            let above = Double.random(in: 1.1...6, using: &generator)
            values[parameter.name] = parameter.domain == .cap ? above : share
        }
    }
}
