// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// What becomes of a token at PPO's clip interval.
package enum TokenClass: String, Sendable, CaseIterable {
    case kept
    case clippedHigh = "clipped_high"
    case clippedLow = "clipped_low"
    case noAdvantage = "no_advantage"

    /// What it means, as a clause.
    package var summary: String {
        switch self {
        case .kept: "A ≠ 0 and not clipped"
        case .clippedHigh: "A > 0 and r above 1 + ε_high"
        case .clippedLow: "A < 0 and r below 1 − ε_low"
        case .noAdvantage: "A = 0"
        }
    }

    /// Returns the class of a token.
    package init(_ token: Token, epsilonLow: Double, epsilonHigh: Double) {
        switch token.advantage {
        case 0: self = .noAdvantage
        case let advantage where advantage > 0:
            self = token.importanceRatio > 1 + epsilonHigh ? .clippedHigh : .kept
        default: self = token.importanceRatio < 1 - epsilonLow ? .clippedLow : .kept
        }
    }
}

/// Means over the tokens of one class.
package struct TokenMeans: Sendable {
    private var old = Mean()
    private var new = Mean()
    private var entropies = Mean()
    private var ratios = Mean()
    private var advantages = Mean()

    /// The tokens.
    package private(set) var tokens = 0

    /// Starts with no tokens.
    package init() {}

    /// Adds a token.
    package mutating func add(_ token: Token) {
        tokens += 1
        if token.hasProbabilities {
            old.add(token.oldProbability)
            new.add(token.probability)
        }
        if let entropy = token.entropy { entropies.add(entropy) }
        ratios.add(token.importanceRatio)
        advantages.add(abs(token.advantage))
    }

    /// The mean π_old and π, of the tokens that have both.
    package var oldProbability: Double? { old.value }
    package var probability: Double? { new.value }
    /// The mean entropy in nats, of the tokens that have one.
    package var entropy: Double? { entropies.value }
    /// The mean ratio.
    package var ratio: Double? { ratios.value }
    /// The mean |A|.
    package var advantage: Double? { advantages.value }
}

/// A running mean.
struct Mean: Sendable {
    private var sum = CompensatedSum()
    private(set) var count = 0

    /// Adds a number.
    mutating func add(_ number: Double) {
        sum.add(number)
        count += 1
    }

    /// The mean; nil of nothing.
    var value: Double? { mean(sum.value, count) }
}
