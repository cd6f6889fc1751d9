// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// Statistics of the parts of a log, and of what methods would have made of their tokens.
///
/// The same as ``LogStatistics`` for each part, but for the median, which is not known. Memory is
/// bounded: at most 1024 parts are told apart, with more than four methods fewer, so that there are 4096
/// rows of a part and method at most; with rules on batches one batch is held as well.
package struct KeyedStatistics: Sendable {
    private var parts: LogParts<PartSums>
    private let correction: BoundCorrection?

    /// The methods with no tokens, which weigh responses and batches.
    private let methods: [MethodSums]

    private var batches: LogBatches?
    private var pending: [[LoggedToken]] = []

    /// The statistics of a part.
    package struct Part: Sendable {
        /// What names it; nil for what was put together since there were too many.
        package let key: LogKey?
        /// What it says of its ratios.
        package let overall: RatioStatistics
        /// What each method would have made of its tokens.
        package let methods: [MethodStatistics]
    }

    /// Starts with no tokens; the parameters are those of ``LogStatistics``.
    ///
    /// Rules on batches need parts that hold whole batches (``LogGrouping/holdsBatches``).
    package init(
        by grouping: LogGrouping, methods: [(name: String, rule: BoundRule)],
        epsilonLow: Double = 0.2, epsilonHigh: Double = 0.2, correction: BoundCorrection? = nil,
        pull: (@Sendable (Token, _ factor: Double) -> Double)? = nil, seed: Int = 1
    ) {
        self.correction = correction
        batches = methods.contains { $0.rule.batch != nil } ? LogBatches(seed: seed) : nil
        precondition(batches == nil || grouping.holdsBatches, "a part cuts batches")
        self.methods = methods.map {
            MethodSums(name: $0.name, rule: $0.rule, isCorrected: correction != nil, pull: pull)
        }
        let empty = PartSums(
            ratios: RatioTally(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh),
            methods: self.methods)
        let most = min(1024, 4096 / max(1, methods.count))
        parts = LogParts(by: grouping, empty: empty, most: most)
    }

    /// Adds the tokens of a response.
    package mutating func add(_ response: [LoggedToken]) {
        guard batches != nil else { return addResponse(response) }
        if let batch = batches?.add(response) { weigh(batch) }
        // Of a batch's responses only the keys are needed; the batch has the tokens.
        pending.append(Array(response.prefix(1)))
    }

    /// The parts, in the order of tables.
    package var rows: [Part] {
        var whole = self
        if let batch = whole.batches?.finish() { whole.weigh(batch) }
        return whole.parts.parts.map { key, sums in
            let overall = sums.ratios.statistics
            return Part(
                key: key, overall: overall, methods: sums.methods.map { $0.statistics(overall) })
        }
    }

    /// Whether there were more parts than are told apart, and how many these are.
    package var isFolded: Bool { parts.isFolded }
    package var most: Int { parts.most }

    /// How many batches there were, as in ``LogStatistics``.
    package var batchCounts: (count: Int, cuts: Int)? { batches.map { ($0.count, $0.cuts) } }

    private mutating func addResponse(_ response: [LoggedToken]) {
        let tokens = response.map(\.token)
        let factors = correction?.factors(tokens)
        let found = methods.map { $0.weigh(tokens, factors) }
        parts.add(response) { sums, places in
            sums.add(places.map { tokens[$0] }, found.map { $0.at(places) })
        }
    }

    /// Adds the responses of a batch, which are in one part.
    private mutating func weigh(_ batch: TokenBatch) {
        let responses = pending
        pending.removeAll(keepingCapacity: true)
        let factors = correction.map { correction in
            batch.responses.flatMap { correction.factors(Array(batch.tokens[$0])) }
        }
        let found = methods.map { $0.weigh(batch, factors) }
        for (response, range) in zip(responses, batch.responses) {
            parts.add(response) { sums, _ in
                sums.add(Array(batch.tokens[range]), found.map { $0.at(range) })
            }
        }
    }
}

/// The running sums of one part.
private struct PartSums: Sendable {
    var ratios: RatioTally
    var methods: [MethodSums]

    /// Adds tokens with what each method has found for them.
    mutating func add(_ tokens: [Token], _ found: [FoundWeights]) {
        var gradients = BlockGradients()
        tokens.map { TokenNumbers($0) }.withUnsafeBufferPointer { block in
            gradients.take(block)
            ratios.add(block, gradients)
        }
        for index in methods.indices { methods[index].add(tokens, found[index], gradients) }
    }
}
