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
