// SPDX-License-Identifier: GPL-3.0-or-later

import TokenWeights

/// What one method would have made of a log's tokens.
public struct MethodStatistics: Sendable, Equatable {
    /// The method's name.
    public let name: String

    /// What the log says whatever the method.
    public let ratios: RatioStatistics

    /// The mean weight of positive tokens, masked ones with their weight of 0; nil of none.
    public let weightMeanPositive: Double?

    /// The mean weight of negative tokens, masked ones with their weight of 0; nil of none.
    public let weightMeanNegative: Double?

    /// The share of all tokens on which a cap on negative tokens acts; nil where the method has
    /// no such cap, or one for both signs.
    public let dualClipFraction: Double?

    /// The share of all tokens that are positive and capped; nil without a cap for both signs.
    public let dualClipPositiveFraction: Double?

    /// The share of all tokens that are negative and capped; nil without a cap for both signs.
    public let dualClipNegativeFraction: Double?

    /// What a correction for the rollout engine did; nil without one.
    public let correction: CorrectionStatistics?

    /// The shares of the gradient mass that positive tokens have, by bin of the old probability.
    ///
    /// A token's mass is |w·A·f + u|·(1 − π). The shares of positive and negative tokens together add
    /// up to 1. Nil where nothing has mass, or the log has only ratios.
    public let gradientMassPositiveByBin: [Double]?

    /// The shares of the gradient mass that negative tokens have, by bin of the old probability.
    public let gradientMassNegativeByBin: [Double]?

    /// All statistics in the order of tables, by the names that programs know them by.
    ///
    /// The method's own name is not among them. What does not apply is ``LogValue/absent``.
    package var entries: [(key: String, value: LogValue)] {
        [
            ("tokens", .count(ratios.tokens)),
            ("positive", .count(ratios.positive)),
            ("negative", .count(ratios.negative)),
            ("zero", .count(ratios.zero)),
            ("ratio_mean", LogValue(ratios.ratioMean)),
            ("ratio_mean_positive", LogValue(ratios.ratioMeanPositive)),
            ("ratio_mean_negative", LogValue(ratios.ratioMeanNegative)),
            ("ratio_min", LogValue(ratios.ratioMinimum)),
            ("ratio_max", LogValue(ratios.ratioMaximum)),
            ("ratio_std", LogValue(ratios.ratioDeviation)),
            ("ratio_median", LogValue(ratios.ratioMedian)),
            ("clip_high_fraction", LogValue(ratios.clipHighFraction)),
            ("clip_low_fraction", LogValue(ratios.clipLowFraction)),
            ("outside_above_fraction", LogValue(ratios.outsideAboveFraction)),
            ("outside_below_fraction", LogValue(ratios.outsideBelowFraction)),
            ("dual_clip_fraction", LogValue(dualClipFraction)),
            ("dual_clip_positive_fraction", LogValue(dualClipPositiveFraction)),
            ("dual_clip_negative_fraction", LogValue(dualClipNegativeFraction)),
            ("kl_k1", LogValue(ratios.k1)),
            ("kl_k3", LogValue(ratios.k3)),
            ("weight_mean_positive", LogValue(weightMeanPositive)),
            ("weight_mean_negative", LogValue(weightMeanNegative)),
            ("gradient_mass_positive_by_bin", LogValue(gradientMassPositiveByBin)),
            ("gradient_mass_negative_by_bin", LogValue(gradientMassNegativeByBin)),
            ("tokens_positive_by_bin", ratios.tokensPositiveByBin.map { .counts($0) } ?? .absent),
            ("tokens_negative_by_bin", ratios.tokensNegativeByBin.map { .counts($0) } ?? .absent),
        ] + (correction?.entries ?? [])
    }
}

/// What a correction for the rollout engine did with the tokens that have an advantage.
public struct CorrectionStatistics: Sendable, Equatable {
    /// The mean factor f; nil of no tokens.
    public let mean: Double?

    /// The share of tokens that it dropped, f = 0; nil of no tokens.
    public let droppedFraction: Double?

    /// The mean of w · f over positive tokens; nil of none.
    public let totalMeanPositive: Double?

    /// The mean of w · f over negative tokens; nil of none.
    public let totalMeanNegative: Double?

    var entries: [(key: String, value: LogValue)] {
        [
            ("correction_mean", LogValue(mean)),
            ("correction_dropped_fraction", LogValue(droppedFraction)),
            ("total_mean_positive", LogValue(totalMeanPositive)),
            ("total_mean_negative", LogValue(totalMeanNegative)),
        ]
    }
}

/// The running sums of one method after ``MethodStatistics``.
struct MethodSums: Sendable {
    private let name: String
    private let rule: BoundRule
    private var positiveWeights = CompensatedSum()
    private var negativeWeights = CompensatedSum()
    private let isCorrected: Bool
    private let pull: (@Sendable (Token, _ factor: Double) -> Double)?
    private var factors = CompensatedSum()
    private var dropped = 0
    private var positiveTotals = CompensatedSum()
    private var negativeTotals = CompensatedSum()
    /// The weights, terms and factors of the response or batch under way.
    private var found: (weights: [Double]?, additive: [Double]?, factors: [Double]?)
    private var positiveCapped = 0
    private var negativeCapped = 0
    private var positiveMass: [8 of CompensatedSum] = InlineArray(repeating: CompensatedSum())
    private var negativeMass: [8 of CompensatedSum] = InlineArray(repeating: CompensatedSum())

    /// Starts with no tokens.
    init(
        name: String, rule: BoundRule, isCorrected: Bool,
        pull: (@Sendable (Token, _ factor: Double) -> Double)?
    ) {
        (self.isCorrected, self.pull) = (isCorrected, pull)
        self.name = name
        self.rule = rule
        found = (nil, nil, nil)
    }

    /// Weighs a response whose tokens are added next.
    mutating func weigh(_ tokens: [Token], _ factors: [Double]?) {
        found = (rule.responses?.weights(tokens), nil, factors)
    }

    /// Weighs a batch whose tokens are added next.
    mutating func weigh(_ batch: TokenBatch, _ factors: [Double]?) {
        let result = rule.weights(batch)
        found = (result.weights, result.additive, factors)
    }

    /// Adds a token of the response or batch that was weighed; its advantage is not 0.
    mutating func add(_ token: Token, at place: Int, lift: Double, bin: Int) {
        let weight = found.weights?[place] ?? rule.weight(token)
        let factor = found.factors?[place] ?? 1
        var added = found.additive?[place] ?? rule.additive?(token)
        if let pull { added = (added ?? 0) + pull(token, factor) }
        add(token, weight: weight, added: added, factor: factor, lift: lift, bin: bin)
        guard isCorrected else { return }
        factors.add(factor)
        if factor == 0 { dropped += 1 }
        let total = weight == 0 ? 0 : weight * factor
        if token.advantage > 0 { positiveTotals.add(total) } else { negativeTotals.add(total) }
    }

    /// Adds a token whose advantage is not 0.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - lift: |A|·(1 − π), the token's gradient mass at weight 1; 0 where π is not known.
    ///   - bin: The bin of its old probability; 0 where that is not known.
    @inline(__always)
    mutating func add(_ token: Token, lift: Double, bin: Int) {
        let added = rule.additive?(token)
        add(token, weight: rule.weight(token), added: added, factor: 1, lift: lift, bin: bin)
    }

    @inline(__always)
    private mutating func add(
        _ token: Token, weight: Double, added: Double?, factor: Double, lift: Double, bin: Int
    ) {
        // The mass is that of the whole score, |w·A·f + u|·(1 − π).
        let mass =
            added.map { abs(weight * factor + $0 / token.advantage) * lift }
            ?? (factor == 1 ? weight : weight * factor) * lift
        let isCapped = rule.cap?.isActive(token) ?? false
        if token.advantage > 0 {
            positiveWeights.add(weight)
            positiveMass[bin].add(mass)
            if isCapped { positiveCapped += 1 }
        } else {
            negativeWeights.add(weight)
            negativeMass[bin].add(mass)
            if isCapped { negativeCapped += 1 }
        }
    }

    /// Returns the statistics of the tokens so far, beside those that all methods share.
    func statistics(_ ratios: RatioStatistics) -> MethodStatistics {
        let positiveMass = self.positiveMass.indices.map { self.positiveMass[$0].value }
        let negativeMass = self.negativeMass.indices.map { self.negativeMass[$0].value }
        let total = (positiveMass + negativeMass).reduce(into: CompensatedSum()) { $0.add($1) }
            .value
        let hasMass = total > 0 && ratios.tokensPositiveByBin != nil
        return MethodStatistics(
            name: name, ratios: ratios,
            weightMeanPositive: mean(positiveWeights.value, ratios.positive),
            weightMeanNegative: mean(negativeWeights.value, ratios.negative),
            dualClipFraction: share(negativeCapped, ratios.tokens, if: .negative),
            dualClipPositiveFraction: share(positiveCapped, ratios.tokens, if: .both),
            dualClipNegativeFraction: share(negativeCapped, ratios.tokens, if: .both),
            correction: isCorrected ? correction(ratios) : nil,
            gradientMassPositiveByBin: hasMass ? positiveMass.map { $0 / total } : nil,
            gradientMassNegativeByBin: hasMass ? negativeMass.map { $0 / total } : nil)
    }

    private func correction(_ ratios: RatioStatistics) -> CorrectionStatistics {
        let weighed = ratios.positive + ratios.negative
        return CorrectionStatistics(
            mean: mean(factors.value, weighed), droppedFraction: mean(Double(dropped), weighed),
            totalMeanPositive: mean(positiveTotals.value, ratios.positive),
            totalMeanNegative: mean(negativeTotals.value, ratios.negative))
    }

    /// Returns a share of all tokens, or nil where the method's cap is of another kind.
    private func share(_ count: Int, _ tokens: Int, if sides: Cap.Sides) -> Double? {
        rule.cap?.sides == sides ? mean(Double(count), tokens) : nil
    }
}
