// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// The numbers of one token that statistics are made of.
///
/// A plain value of 40 bytes, many of which lie side by side.
struct TokenNumbers {
    /// log π_old in nats, or NaN where it is not known.
    let old: Double
    /// log π in nats, or NaN where it is not known.
    let new: Double
    /// The logarithm of the ratio, within ±20.
    let logRatio: Double
    /// The ratio, finite and above 0.
    let ratio: Double
    /// The advantage, finite.
    let advantage: Double

    init(_ pair: PolicyPair, advantage: Double) {
        (old, new, ratio, logRatio) = (pair.old, pair.new, pair.ratio, pair.logRatio)
        self.advantage = advantage
    }

    /// Takes the numbers of a token that has been delivered.
    init(_ token: LoggedToken) { self.init(token.token) }

    /// Takes the numbers of a token.
    init(_ token: Token) {
        (old, new) = (token.oldLogProbability, token.logProbability)
        (ratio, advantage) = (token.importanceRatio, token.advantage)
        let shift = new - old
        logRatio = shift.isNaN ? logarithm(ratio) : Token.clampedLogRatio(shift)
    }

    /// The token as a rule of numbers sees it.
    var token: Token {
        Token(
            oldLogProbability: old, logProbability: new, advantage: advantage, entropy: nil, isHighEntropy: false,
            importanceRatio: ratio)
    }
}

/// Many tokens' numbers, side by side.
typealias TokenBlock = UnsafeBufferPointer<TokenNumbers>

/// What weights are multiplied with and where the products are counted, for each token of a block.
struct BlockGradients {
    /// |A|·(1 − π), the gradient mass at weight 1.
    private(set) var lifts: [Double] = []
    /// The bins of the old probability; 0 where it is not known.
    private(set) var bins: [Int] = []
    /// Whether all probabilities are known.
    private(set) var areKnown = true

    /// Takes the tokens of a block in the place of those before.
    mutating func take(_ tokens: TokenBlock) {
        let edges = ProbabilityBins.Logarithms()
        lifts.removeAll(keepingCapacity: true)
        bins.removeAll(keepingCapacity: true)
        areKnown = true
        for index in tokens.indices {
            let token = tokens[index]
            guard !token.old.isNaN, !token.new.isNaN else {
                lifts.append(.nan)
                bins.append(0)
                areKnown = false
                continue
            }
            // A log-probability above 0 by rounding must not give a negative mass.
            lifts.append(abs(token.advantage) * max(0, 1 - exponential(token.new)))
            bins.append(edges.index(token.old))
        }
    }
}
