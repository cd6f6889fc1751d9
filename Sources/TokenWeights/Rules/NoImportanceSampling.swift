// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Every ratio set to 1, with PPO's mask kept.
    public static let nois = WeightRule(
        name: "nois",
        title: "no IS",
        summary: "Weight 1 for every token that PPO's mask lets through: no importance sampling.",
        formula: """
            A > 0: w = 1 if r ≤ 1 + ε_high, else 0
            A < 0: w = 1 if r ≥ 1 − ε_low, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else 1)
            else (if r < 1 - eps_low then 0 else 1)
            """,
        source: """
            The diagnostic "GRPO w/o IS" of arXiv:2510.06062; the paper does not say whether the \
            mask stays: here it stays, nois-nomask is the other reading
            """,
        parameters: [.clipBelow, .clipAbove]
    ) { values in
        let clip = ClipInterval(values)
        return BoundRule(
            clip: clip, formulas: ("1", "1"),
            weight: { noImportanceSamplingWeight($0, clip: clip) },
            ratioWeight: RatioWeight(clip: clip, positive: .one, negative: .one),
            loss: { token, frozen in
                scoreFunctionLoss(token, weight: noImportanceSamplingWeight(frozen, clip: clip))
            })
    }
}

/// Returns 1 for the tokens that PPO's mask lets through.
///
///     A > 0:  w = 1   if r ≤ 1 + ε_high,  else 0
///     A < 0:  w = 1   if r ≥ 1 − ε_low,   else 0
///     A = 0:  w = 0
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
/// - Returns: 0 or 1; a NaN ratio is not masked, as every comparison with it is false.
/// - Source: arXiv:2510.06062v2, "GRPO w/o IS".
package func noImportanceSamplingWeight(_ token: Token, clip: ClipInterval) -> Double {
    switch token.advantageSign {
    case .positive: token.importanceRatio > clip.upper ? 0 : 1
    case .negative: token.importanceRatio < clip.lower ? 0 : 1
    case .none: 0
    }
}

/// Returns the loss −w·A·log π of a token whose weight is held fixed: a score-function loss.
///
/// - Parameters:
///   - token: One token.
///   - weight: The weight w, with no gradient through it.
/// - Returns: The loss before any averaging, in nats times the advantage; 0 for weight 0.
package func scoreFunctionLoss(_ token: Token, weight: Double) -> Double {
    weight == 0 ? 0 : -weight * token.advantage * token.logProbability
}
