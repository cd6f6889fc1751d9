// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// Running sums of what trainers log of clipping, divergence and entropy.
package struct ClipTally: Sendable {
    private let low: Double
    private let high: Double
    private let cap: Double
    private var statistics = ClipStatistics()
    private var ratio = CompensatedSum()
    private var positiveRatio = CompensatedSum()
    private var negativeRatio = CompensatedSum()
    private var clampedRatio = CompensatedSum()
    private var logRatio = CompensatedSum()
    private var logSquare = CompensatedSum()
    private var k3 = CompensatedSum()
    private var entropy = CompensatedSum()
    private var referenceK3 = CompensatedSum()
    private var counts = (clippedHigh: 0, clippedLow: 0, above: 0, below: 0, dual: 0)
    private var known = (entropies: 0, references: 0, positive: 0, negative: 0)

    /// Starts with no tokens.
    ///
    /// - Parameters:
    ///   - epsilonLow: The distance below 1 at which the interval ends.
    ///   - epsilonHigh: The distance above 1 at which it ends.
    ///   - cap: c, the ratio beyond which dual clip acts where A < 0.
    package init(epsilonLow: Double, epsilonHigh: Double, cap: Double) {
        (low, high, self.cap) = (1 - epsilonLow, 1 + epsilonHigh, cap)
    }

    /// Adds a token.
    package mutating func add(_ token: Token) {
        let r = token.importanceRatio
        statistics.tokens += 1
        if abs(r - 1) >= 1e-6 { statistics.moved += 1 }
        statistics.ratioMinimum = min(statistics.ratioMinimum ?? r, r)
        statistics.ratioMaximum = max(statistics.ratioMaximum ?? r, r)
        ratio.add(r)
        clampedRatio.add(min(max(r, low), high))
        let x = token.logRatio
        logRatio.add(x)
        logSquare.add(x * x)
        k3.add(r - 1 - x)
        if r > high { counts.above += 1 }
        if r < low { counts.below += 1 }
        addSigned(token, r)
        addOptional(token)
    }

    private mutating func addSigned(_ token: Token, _ r: Double) {
        if token.advantage > 0 {
            known.positive += 1
            positiveRatio.add(r)
            if r > high { counts.clippedHigh += 1 }
        } else if token.advantage < 0 {
            known.negative += 1
            negativeRatio.add(r)
            if r < low { counts.clippedLow += 1 }
            if r > cap { counts.dual += 1 }
        }
    }

    private mutating func addOptional(_ token: Token) {
        if let value = token.entropy {
            entropy.add(value)
            known.entropies += 1
        }
        guard let reference = token.referenceLogProbability, token.hasProbabilities else { return }
        let difference = Token.clampedLogRatio(reference - token.logProbability)
        referenceK3.add(exponential(difference) - difference - 1)
        known.references += 1
    }

    /// What the tokens so far come to.
    package var result: ClipStatistics {
        var result = statistics
        let tokens = result.tokens
        (result.positive, result.negative) = (known.positive, known.negative)
        result.ratioMean = mean(ratio.value, tokens)
        result.ratioMeanPositive = mean(positiveRatio.value, known.positive)
        result.ratioMeanNegative = mean(negativeRatio.value, known.negative)
        result.clampedRatioMean = mean(clampedRatio.value, tokens)
        result.k1 = mean(logRatio.value, tokens).map { 0 - $0 }
        result.k2 = mean(logSquare.value / 2, tokens)
        result.k3 = mean(k3.value, tokens)
        result.clipHigh = mean(Double(counts.clippedHigh), tokens)
        result.clipLow = mean(Double(counts.clippedLow), tokens)
        result.clip = mean(Double(counts.clippedHigh + counts.clippedLow), tokens)
        result.outsideAbove = mean(Double(counts.above), tokens)
        result.outsideBelow = mean(Double(counts.below), tokens)
        result.dualClip = mean(Double(counts.dual), tokens)
        result.entropy = mean(entropy.value, known.entropies)
        result.referenceK3 = mean(referenceK3.value, known.references)
        return result
    }
}

/// What trainers log of clipping, divergence and entropy; means over nothing are nil.
package struct ClipStatistics: Sendable, Equatable {
    /// The tokens.
    package var tokens = 0
    /// The tokens whose ratio is not 1 within 1e-6.
    package var moved = 0
    /// The tokens of positive advantage.
    package var positive = 0
    /// The tokens of negative advantage.
    package var negative = 0
    /// The mean ratio, of all tokens and of those of either sign.
    package var ratioMean: Double?
    package var ratioMeanPositive: Double?
    package var ratioMeanNegative: Double?
    /// The smallest and the largest ratio.
    package var ratioMinimum: Double?
    package var ratioMaximum: Double?
    /// The mean of ratios held within the interval.
    package var clampedRatioMean: Double?
    /// The share of tokens with A > 0 and a ratio above the interval.
    package var clipHigh: Double?
    /// The share of tokens with A < 0 and a ratio below it.
    package var clipLow: Double?
    /// Both together.
    package var clip: Double?
    /// The share of tokens with a ratio above or below the interval, whatever A is.
    package var outsideAbove: Double?
    package var outsideBelow: Double?
    /// The share of tokens with A < 0 and a ratio above c.
    package var dualClip: Double?
    /// The means of −log r, of (log r)²/2 and of r − 1 − log r, in nats.
    package var k1: Double?
    package var k2: Double?
    package var k3: Double?
    /// The mean entropy in nats, of the tokens that have one.
    package var entropy: Double?
    /// k3 of KL(π‖π_ref) in nats, of the tokens whose π_ref is known.
    package var referenceK3: Double?

    package init() {}
}
