// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// Running statistics of a log, and of what methods would have made of its tokens.
///
/// Memory does not depend on the number of tokens: at most 8 MB for the exact median of the first
/// 10⁶, and 2.6 MB beyond; with rules on batches, also one batch of at most 10⁶ tokens. The same tokens in the same order give the same bits.
public struct LogStatistics: Sendable {
    /// How many tokens are added at once, where each can be weighed by itself.
    static let blockSize = 256

    private var ratioSums: RatioSums
    private var methodSums: [MethodSums]
    private let correction: BoundCorrection?

    private let epsilons: (low: Double, high: Double)

    /// Whether the numbers of a token are all that every method looks at.
    package let isOfNumbers: Bool

    /// Tokens that wait until there are enough of them for a block.
    private var waiting: [TokenNumbers] = []

    /// What belongs to a block under way; kept for its memory.
    private var gradients = BlockGradients()

    /// The batch under way, where weights depend on batches; nil where none do.
    private var batches: LogBatches?

    private var ratioHistogram = RatioHistogram()

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
        epsilons = (epsilonLow, epsilonHigh)
        batches = methods.contains { $0.rule.batch != nil } ? LogBatches(seed: seed) : nil
        ratioSums = RatioSums(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh)
        methodSums = methods.map {
            MethodSums(name: $0.name, rule: $0.rule, isCorrected: correction != nil, pull: pull)
        }
        isOfNumbers = methodSums.allSatisfy(\.isOfNumbers)
    }

    /// Adds the tokens of a response.
    public mutating func add(_ response: [LoggedToken]) {
        guard !isOfNumbers else {
            for index in response.indices { add(TokenNumbers(response[index])) }
            return
        }
        let numbers = response.map { TokenNumbers($0) }
        numbers.withUnsafeBufferPointer { addRatios($0) }
        if batches != nil {
            if let batch = batches?.add(response) { weigh(batch) }
        } else {
            let tokens = response.map(\.token)
            let factors = correction?.factors(tokens)
            for index in methodSums.indices {
                let found = methodSums[index].weigh(tokens, factors)
                methodSums[index].add(tokens, found, gradients)
            }
        }
    }

    /// Adds a token that every method can weigh by its numbers (``isOfNumbers``).
    private mutating func add(_ token: TokenNumbers) {
        waiting.append(token)
        if waiting.count == Self.blockSize { addWaiting() }
    }

    /// Adds tokens that every method can weigh by their numbers.
    mutating func add(_ tokens: TokenBlock) {
        addRatios(tokens)
        for index in methodSums.indices { methodSums[index].add(tokens, gradients) }
    }

    /// What the log says of its ratios, whatever the method.
    public var overall: RatioStatistics { whole.ratioSums.statistics }

    /// How often log-ratios occur.
    public var histogram: RatioHistogram { whole.ratioHistogram }

    /// What each method would have made of the tokens, in the order in which they were given.
    public var methods: [MethodStatistics] {
        var whole = whole
        if let batch = whole.batches?.finish() { whole.weigh(batch) }
        let ratios = whole.ratioSums.statistics
        return whole.methodSums.map { $0.statistics(ratios) }
    }

    /// How many batches there were, and how many of them are parts of longer ones; nil where no rule
    /// looks at batches.
    package var batchCounts: (count: Int, cuts: Int)? { batches.map { ($0.count, $0.cuts) } }
}

extension LogStatistics {
    /// What statistics of numbers depend on beside the tokens.
    package struct Basis: Sendable, Equatable {
        fileprivate let methods: [MethodSums.Basis]
        fileprivate let epsilons: [Double]
    }

    /// What these depend on, so that equal ones of the same tokens are the same; nil where methods look
    /// at more than numbers.
    package var basis: Basis? {
        guard isOfNumbers else { return nil }
        return Basis(
            methods: methodSums.map(\.basis), epsilons: [epsilons.low, epsilons.high])
    }
}

// MARK: - Parts

extension LogStatistics {
    /// The sums of some tokens, which can be added to those of others.
    struct Sums: Sendable {
        fileprivate var ratios: RatioSums
        fileprivate var methods: [MethodSums]
        fileprivate var histogram: RatioHistogram.Stretch
    }

    /// The same methods with no tokens.
    var empty: LogStatistics {
        var empty = self
        _ = empty.cutSums()
        return empty
    }

    /// Returns the sums so far and begins new ones.
    mutating func cutSums() -> Sums {
        addWaiting()
        defer {
            ratioSums = ratioSums.empty
            methodSums = methodSums.map(\.empty)
        }
        return Sums(
            ratios: ratioSums, methods: methodSums, histogram: ratioHistogram.cut())
    }

    /// Adds the sums of a part of the log, as if its tokens had come after those of this one.
    mutating func add(_ sums: Sums) {
        addWaiting()
        ratioSums.add(sums.ratios)
        ratioHistogram.add(sums.histogram)
        for index in methodSums.indices { methodSums[index].add(sums.methods[index]) }
    }

    /// The same with the tokens that wait.
    private var whole: LogStatistics {
        guard !waiting.isEmpty else { return self }
        var whole = self
        whole.addWaiting()
        return whole
    }

    /// Adds the tokens that wait, whose methods are of numbers.
    private mutating func addWaiting() {
        guard !waiting.isEmpty else { return }
        let tokens = waiting
        tokens.withUnsafeBufferPointer { add($0) }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Adds tokens to what does not depend on methods, and finds their bins.
    private mutating func addRatios(_ tokens: TokenBlock) {
        gradients.take(tokens)
        ratioSums.add(tokens, gradients)
        ratioHistogram.add(tokens)
    }

    /// Adds the tokens of a whole batch, whose ratios are in already.
    private mutating func weigh(_ batch: TokenBatch) {
        let factors = correction.map { correction in
            batch.responses.flatMap { correction.factors(Array(batch.tokens[$0])) }
        }
        let numbers = batch.tokens.map { TokenNumbers($0) }
        numbers.withUnsafeBufferPointer { gradients.take($0) }
        for index in methodSums.indices {
            let found = methodSums[index].weigh(batch, factors)
            methodSums[index].add(batch.tokens, found, gradients)
        }
    }
}
