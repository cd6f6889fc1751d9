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
    /// The ratio, finite and above 0; NaN until it is computed.
    fileprivate(set) var ratio: Double
    /// The advantage, finite.
    let advantage: Double

    /// Takes the numbers of a row but the ratio.
    init(_ pair: PolicyPair, advantage: Double) {
        (old, new, ratio, logRatio) = (pair.old, pair.new, .nan, pair.logRatio)
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

    /// The log-probabilities and their difference.
    var pair: PolicyPair { PolicyPair(old: old, new: new, logRatio: logRatio) }

    /// The token as a rule of numbers sees it.
    var token: Token {
        Token(
            oldLogProbability: old, logProbability: new, advantage: advantage, entropy: nil,
            isHighEntropy: false,
            importanceRatio: ratio)
    }
}

/// Takes tokens until there are enough of them for a block.
struct TokenBuffer {
    private var tokens: [256 of TokenNumbers]
    private var count = 0

    /// The most tokens.
    static let capacity = 256

    init() {
        let none = PolicyPair(old: .nan, new: .nan, logRatio: 0)
        tokens = InlineArray(repeating: TokenNumbers(none, advantage: 0))
    }

    /// Adds a token, and returns whether there is no room for another.
    @inline(__always)
    mutating func add(_ token: TokenNumbers) -> Bool {
        tokens[count] = token
        count += 1
        return count == Self.capacity
    }

    /// Hands over the tokens, and has none then.
    mutating func empty(_ body: (TokenBlock) -> Void) {
        // One after the other, no exponential waits for the bytes of the next row.
        for index in 0..<count { tokens[index].ratio = exponential(tokens[index].logRatio) }
        let block = tokens.span.extracting(first: count)
        block.withUnsafeBufferPointer(body)
        count = 0
    }
}

/// Many tokens' numbers, side by side.
typealias TokenBlock = UnsafeBufferPointer<TokenNumbers>

/// What weights are multiplied with and where the products are counted, for each token of a block.
struct BlockGradients {
    /// |A|·(1 − π), the gradient mass at weight 1; NaN where π is not known.
    private(set) var lifts: [Double] = []
    /// The bins of the old probability; 0 where it is not known.
    private(set) var bins: [Int] = []
    /// Whether all probabilities are known.
    private(set) var areKnown = true

    /// Takes the tokens of a block in the place of those before.
    mutating func take(_ tokens: TokenBlock) {
        if lifts.count < tokens.count {
            lifts = [Double](repeating: 0, count: tokens.count)
            bins = [Int](repeating: 0, count: tokens.count)
        }
        let edges = ProbabilityBins.Logarithms()
        areKnown = true
        for index in tokens.indices {
            let token = tokens[index]
            let isKnown = !token.old.isNaN && !token.new.isNaN
            areKnown = areKnown && isKnown
            lifts[index] = isKnown ? Self.lift(token) : .nan
            bins[index] = isKnown ? edges.index(token.old) : 0
        }
    }

    /// Returns the mass of a token; most tokens of a late log have advantage 0 and need no exponential.
    @inline(__always)
    private static func lift(_ token: TokenNumbers) -> Double {
        guard token.advantage != 0 else { return 0 }
        // A log-probability above 0 by rounding must not give a negative mass.
        return abs(token.advantage) * max(0, 1 - exponential(token.new))
    }
}
