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
    private let weighsResponses: Bool
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
        weighsResponses =
            correction != nil || pull != nil || methods.contains { $0.rule.responses != nil }
        let empty = PartSums(
            ratios: RatioTally(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh),
            methods: methods.map {
                MethodSums(
                    name: $0.name, rule: $0.rule, isCorrected: correction != nil, pull: pull)
            })
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
        let weighs = weighsResponses
        parts.add(response) { sums, places in
            if weighs { sums.weigh { $0.weigh(tokens, factors) } }
            for place in places { sums.add(tokens[place], at: weighs ? place : nil) }
            if weighs { sums.weigh { $0.weigh([], nil) } }
        }
    }

    /// Adds the responses of a batch, which are in one part.
    private mutating func weigh(_ batch: TokenBatch) {
        let responses = pending
        pending.removeAll(keepingCapacity: true)
        let factors = correction.map { correction in
            batch.responses.flatMap { correction.factors(Array(batch.tokens[$0])) }
        }
        var isWeighed = false
        for (response, range) in zip(responses, batch.responses) {
            let isLast = range.upperBound == batch.tokens.count
            parts.add(response) { sums, _ in
                if !isWeighed { sums.weigh { $0.weigh(batch, factors) } }
                isWeighed = true
                for place in range { sums.add(batch.tokens[place], at: place) }
                if isLast { sums.weigh { $0.weigh([], nil) } }
            }
        }
    }
}

/// The running sums of one part.
private struct PartSums: Sendable {
    var ratios: RatioTally
    var methods: [MethodSums]

    /// Has every method weigh what is added next, or forget it.
    mutating func weigh(_ weigh: (inout MethodSums) -> Void) {
        for index in methods.indices { weigh(&methods[index]) }
    }

    /// Adds a token with its place among the tokens that were weighed; nil where none were.
    mutating func add(_ token: Token, at place: Int?) {
        let bin = token.hasProbabilities ? ProbabilityBins.index(token.oldProbability) : nil
        ratios.add(
            ratio: token.importanceRatio, logRatio: token.logRatio, advantage: token.advantage,
            bin: bin)
        guard token.advantage != 0 else { return }
        let lift = abs(token.advantage) * max(0, 1 - token.probability)
        for index in methods.indices {
            if let place {
                methods[index].add(token, at: place, lift: lift, bin: bin ?? 0)
            } else {
                methods[index].add(token, lift: lift, bin: bin ?? 0)
            }
        }
    }
}
