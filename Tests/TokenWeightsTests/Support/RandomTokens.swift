// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import TokenWeights

extension SeededGenerator {
    /// Returns a token with an old log-probability in −12...−0.01, a ratio in 1e-4...1e4 as far
    /// as π ≤ 1 allows, and an advantage of either sign.
    mutating func token() -> Token {
        let oldLogProbability = number(-12 ... -0.01)
        let logRatio = number(-9.2...min(9.2, -oldLogProbability))
        return Token(
            oldLogProbability: oldLogProbability,
            logProbability: oldLogProbability + logRatio,
            advantage: number(0.1...2) * (Bool.random(using: &self) ? 1 : -1),
            isHighEntropy: Bool.random(using: &self))
    }

    /// Returns values for a rule's parameters, drawn from their domains.
    mutating func values(_ rule: WeightRule) -> ParameterValues {
        var values: ParameterValues = [:]
        for parameter in rule.parameters {
            values[parameter.name] = value(parameter)
        }
        return values
    }

    private mutating func value(_ parameter: RuleParameter) -> Double {
        if parameter.domain == .cap {
            return Bool.random(using: &self) ? .infinity : number(1.01...6)
        }
        return parameter.name.hasPrefix("eps_low") ? number(0.01...0.99) : number(0.01...2)
    }
}

extension Token {
    /// Returns the same token at another log-probability.
    func moved(to logProbability: Double) -> Token {
        Token(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy)
    }

    /// Returns the same token with another advantage.
    func valued(at advantage: Double) -> Token {
        Token(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy)
    }

    /// Returns the same token with a ratio one step of floating point away.
    func nudged(_ change: (Double) -> Double) -> Token {
        Token(
            oldLogProbability: oldLogProbability, logProbability: logProbability,
            advantage: advantage, entropy: entropy, isHighEntropy: isHighEntropy,
            importanceRatio: change(importanceRatio))
    }

    init(old: Double, new: Double, advantage: Double) {
        self.init(
            oldLogProbability: logarithm(old), logProbability: logarithm(new),
            advantage: advantage)
    }
}
