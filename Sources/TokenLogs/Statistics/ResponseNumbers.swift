// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What can be said of one response as a whole.
package struct ResponseNumbers: Sendable, Equatable {
    /// Its number in the log, from 1.
    package let number: Int
    /// Its rank among the responses of its step and epoch, from 1.
    package let rank: Int
    /// What the log names it by, with its first token.
    package let first: LoggedToken
    /// How many tokens were used.
    package let tokens: Int
    /// The mean advantage.
    package let advantage: Double
    /// The reward, of its last token that has one.
    package let reward: Double?
    /// The geometric mean of its ratios, log s = mean log r.
    package let ratio: Double
    /// The sum of log r in nats: the logarithm of the ratio of the whole response.
    package let logRatioSum: Double
    /// The mean distance |log r| in nats.
    package let distance: Double
    /// Its smallest and largest ratio.
    package let ratioMinimum: Double
    package let ratioMaximum: Double
    /// The mean entropy in nats, of the tokens that have one.
    package let entropy: Double?
    /// The share of its tokens that PPO's interval clips by the sign of A.
    package let clipFraction: Double

    /// Sums a response up; it has at least one token.
    init?(
        _ response: [LoggedToken], number: Int, rank: Int, epsilonLow: Double, epsilonHigh: Double
    ) {
        guard let first = response.first else { return nil }
        (self.number, self.rank, self.first, tokens) = (number, rank, first, response.count)
        var sums = (log: CompensatedSum(), distance: Mean(), advantage: Mean(), entropy: Mean())
        var clipped = 0
        for logged in response {
            let token = logged.token
            sums.log.add(token.logRatio)
            sums.distance.add(abs(token.logRatio))
            sums.advantage.add(token.advantage)
            if let entropy = logged.entropy { sums.entropy.add(entropy) }
            let found = TokenClass(token, epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
            if found == .clippedHigh || found == .clippedLow { clipped += 1 }
        }
        logRatioSum = sums.log.value
        ratio = exponential(sums.log.value / Double(response.count))
        distance = sums.distance.value ?? 0
        advantage = sums.advantage.value ?? 0
        entropy = sums.entropy.value
        reward = response.last { $0.reward != nil }?.reward
        ratioMinimum = response.map(\.importanceRatio).min() ?? 1
        ratioMaximum = response.map(\.importanceRatio).max() ?? 1
        clipFraction = Double(clipped) / Double(response.count)
    }
}

/// An order by which a response is chosen rather than by its name.
package enum ResponseOrder: String, Sendable, CaseIterable {
    case longest, shortest
    case largestRatio = "largest-ratio"
    case smallestRatio = "smallest-ratio"
    case farthest
    case highestEntropy = "highest-entropy"
    case lowestEntropy = "lowest-entropy"
    case mostClipped = "most-clipped"
    case highestReward = "highest-reward"
    case lowestReward = "lowest-reward"

    /// What comes first, in a few words.
    package var summary: String {
        switch self {
        case .longest: "most tokens"
        case .shortest: "fewest tokens"
        case .largestRatio: "largest geometric mean of its ratios"
        case .smallestRatio: "smallest geometric mean of its ratios"
        case .farthest: "largest mean of |log r|"
        case .highestEntropy: "highest mean entropy"
        case .lowestEntropy: "lowest mean entropy"
        case .mostClipped: "largest share of clipped tokens"
        case .highestReward: "highest reward"
        case .lowestReward: "lowest reward"
        }
    }

    /// Returns what is largest in the response that comes first; NaN where the log does not say.
    package func score(_ response: ResponseNumbers) -> Double {
        switch self {
        case .longest: Double(response.tokens)
        case .shortest: -Double(response.tokens)
        case .largestRatio: response.logRatioSum / Double(response.tokens)
        case .smallestRatio: -response.logRatioSum / Double(response.tokens)
        case .farthest: response.distance
        case .highestEntropy: response.entropy ?? .nan
        case .lowestEntropy: -(response.entropy ?? .nan)
        case .mostClipped: response.clipFraction
        case .highestReward: response.reward ?? .nan
        case .lowestReward: -(response.reward ?? .nan)
        }
    }
}

/// Counts the responses of a log, in all and within each step and epoch.
///
/// A log's steps come in runs or repeatedly; the ranks of at most ``mostPlaces`` of them are kept.
package struct ResponseCounter: Sendable {
    /// The most steps, with their epochs, whose ranks go on where they come again.
    static let mostPlaces = 1 << 16

    private var number = 0
    private var ranks: [[Int?]: Int] = [:]

    /// Starts before the first response.
    package init() {}

    /// Returns the numbers of the response that comes next.
    package mutating func next(
        _ response: [LoggedToken], epsilonLow: Double = 0.2, epsilonHigh: Double = 0.2
    ) -> ResponseNumbers? {
        guard let first = response.first else { return nil }
        number += 1
        if ranks.count >= Self.mostPlaces { ranks.removeAll() }
        let rank = (ranks[[first.step, first.epoch]] ?? 0) + 1
        ranks[[first.step, first.epoch]] = rank
        return ResponseNumbers(
            response, number: number, rank: rank, epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
    }
}
