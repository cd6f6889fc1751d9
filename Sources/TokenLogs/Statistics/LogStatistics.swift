// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// Running statistics of a log, and of what methods would have made of its tokens.
///
/// Memory does not depend on the number of tokens: at most 8 MB for the exact median of the first
/// 10⁶, and 2.6 MB beyond. The same tokens in the same order give the same bits.
public struct LogStatistics: Sendable {
    private var ratioSums: RatioSums
    private var methodSums: [MethodSums]
    private let correction: BoundCorrection?

    /// Whether weights or factors depend on whole responses.
    private let weighsResponses: Bool

    /// How often log-ratios occur.
    public private(set) var histogram = RatioHistogram()

    /// Starts with no tokens.
    ///
    /// - Parameters:
    ///   - methods: The methods to weigh the tokens with, by name.
    ///   - epsilonLow: The distance below 1 beyond which a negative token's ratio counts as
    ///     clipped, in (0, 1).
    ///   - epsilonHigh: The distance above 1 beyond which a positive token's ratio counts as
    ///     clipped, above 0.
    ///   - correction: The factor that goes with every method; nil for none.
    public init(
        methods: [(name: String, rule: BoundRule)], epsilonLow: Double = 0.2,
        epsilonHigh: Double = 0.2, correction: BoundCorrection? = nil
    ) {
        self.correction = correction
        weighsResponses = correction != nil || methods.contains { $0.rule.responses != nil }
        ratioSums = RatioSums(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
        methodSums = methods.map {
            MethodSums(name: $0.name, rule: $0.rule, isCorrected: correction != nil)
        }
    }

    /// Adds the tokens of a response.
    public mutating func add(_ response: [LoggedToken]) {
        guard weighsResponses else {
            for index in response.indices { add(response[index].token) }
            return
        }
        let tokens = response.map(\.token)
        let factors = correction?.factors(tokens)
        for index in methodSums.indices { methodSums[index].weigh(tokens, factors) }
        for index in tokens.indices { add(tokens[index], at: index) }
    }

    /// What the log says of its ratios, whatever the method.
    public var overall: RatioStatistics { ratioSums.statistics }

    /// What each method would have made of the tokens, in the order in which they were given.
    public var methods: [MethodStatistics] {
        let ratios = overall
        return methodSums.map { $0.statistics(ratios) }
    }

    /// Adds one token; what all methods share is computed once.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - place: Its place in its response; nil where no response has been weighed.
    private mutating func add(_ token: Token, at place: Int? = nil) {
        let isKnown = !token.oldLogProbability.isNaN && !token.logProbability.isNaN
        let bin = isKnown ? ProbabilityBins.index(token.oldProbability) : nil
        let logRatio =
            isKnown
            ? Token.clampedLogRatio(token.logProbability - token.oldLogProbability)
            : logarithm(token.importanceRatio)
        ratioSums.add(
            ratio: token.importanceRatio, logRatio: logRatio, advantage: token.advantage, bin: bin)
        histogram.add(logRatio: logRatio, advantage: token.advantage)
        guard token.advantage != 0 else { return }
        // A log-probability above 0 by rounding must not give a negative mass.
        let lift = abs(token.advantage) * max(0, 1 - token.probability)
        for index in methodSums.indices {
            if let place {
                methodSums[index].add(token, at: place, lift: lift, bin: bin ?? 0)
            } else {
                methodSums[index].add(token, lift: lift, bin: bin ?? 0)
            }
        }
    }
}
