// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// Running statistics of a log, and of what methods would have made of its tokens.
///
/// Memory does not depend on the number of tokens: at most 8 MB for the exact median of the first
/// 10⁶, and 2.6 MB beyond; with rules on batches, also one batch of at most 10⁶ tokens. The same tokens in the same order give the same bits.
public struct LogStatistics: Sendable {
    private var ratioSums: RatioSums
    private var methodSums: [MethodSums]
    private let correction: BoundCorrection?

    /// Whether weights or factors depend on whole responses, or a penalty comes to them.
    private let weighsResponses: Bool

    /// The batch under way, where weights depend on batches; nil where none do.
    private var batches: LogBatches?

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
    ///   - pull: What a penalty adds to the coefficient of every token, from the token and its factor; nil
    ///     without one.
    ///   - seed: What rules that draw tokens draw from.
    public init(
        methods: [(name: String, rule: BoundRule)], epsilonLow: Double = 0.2,
        epsilonHigh: Double = 0.2, correction: BoundCorrection? = nil,
        pull: (@Sendable (Token, _ factor: Double) -> Double)? = nil, seed: Int = 1
    ) {
        self.correction = correction
        batches = methods.contains { $0.rule.batch != nil } ? LogBatches(seed: seed) : nil
        weighsResponses =
            correction != nil || pull != nil || methods.contains { $0.rule.responses != nil }
        ratioSums = RatioSums(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
        methodSums = methods.map {
            MethodSums(name: $0.name, rule: $0.rule, isCorrected: correction != nil, pull: pull)
        }
    }

    /// Adds the tokens of a response.
    public mutating func add(_ response: [LoggedToken]) {
        if batches != nil {
            for index in response.indices { note(response[index].token) }
            if let batch = batches?.add(response) { weigh(batch) }
            return
        }
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
        guard var rest = batches, let batch = rest.finish() else {
            return methodSums.map { $0.statistics(ratios) }
        }
        var whole = self
        whole.weigh(batch)
        return whole.methodSums.map { $0.statistics(ratios) }
    }

    /// How many batches there were, and how many of them are parts of longer ones; nil where no rule
    /// looks at batches.
    package var batchCounts: (count: Int, cuts: Int)? { batches.map { ($0.count, $0.cuts) } }

    /// Adds the tokens of a whole batch, whose ratios are in already.
    private mutating func weigh(_ batch: TokenBatch) {
        let factors = correction.map { correction in
            batch.responses.flatMap { correction.factors(Array(batch.tokens[$0])) }
        }
        for index in methodSums.indices { methodSums[index].weigh(batch, factors) }
        for (place, token) in batch.tokens.enumerated() where token.advantage != 0 {
            let bin = Self.bin(token) ?? 0
            for index in methodSums.indices {
                methodSums[index].add(token, at: place, lift: Self.lift(token), bin: bin)
            }
        }
    }

    /// Adds one token; what all methods share is computed once.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - place: Its place in its response; nil where no response has been weighed.
    private mutating func add(_ token: Token, at place: Int? = nil) {
        let bin = note(token)
        guard token.advantage != 0 else { return }
        let lift = Self.lift(token)
        for index in methodSums.indices {
            if let place {
                methodSums[index].add(token, at: place, lift: lift, bin: bin ?? 0)
            } else {
                methodSums[index].add(token, lift: lift, bin: bin ?? 0)
            }
        }
    }

    /// Adds one token to what does not depend on methods, and returns its bin where that is known.
    @discardableResult
    private mutating func note(_ token: Token) -> Int? {
        let bin = Self.bin(token)
        let logRatio =
            bin == nil
            ? logarithm(token.importanceRatio)
            : Token.clampedLogRatio(token.logProbability - token.oldLogProbability)
        ratioSums.add(
            ratio: token.importanceRatio, logRatio: logRatio, advantage: token.advantage, bin: bin)
        histogram.add(logRatio: logRatio, advantage: token.advantage)
        return bin
    }

    /// Returns the bin of a token's old probability, or nil where a probability is not known.
    private static func bin(_ token: Token) -> Int? {
        guard !token.oldLogProbability.isNaN, !token.logProbability.isNaN else { return nil }
        return ProbabilityBins.index(token.oldProbability)
    }

    /// Returns |A|·(1 − π); a log-probability above 0 by rounding must not give a negative mass.
    private static func lift(_ token: Token) -> Double {
        abs(token.advantage) * max(0, 1 - token.probability)
    }
}
