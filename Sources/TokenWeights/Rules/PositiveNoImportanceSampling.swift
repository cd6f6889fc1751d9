// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Ratios set to 1 for good answers only; the rest as GRPO.
    public static let posnois = WeightRule(
        name: "posnois",
        title: "no IS on A > 0",
        summary: "Weight 1 for tokens of good answers, GRPO's ratio for those of bad ones.",
        formula: """
            A > 0: w = 1 if r ≤ 1 + ε_high, else 0
            A < 0: w = r if 1 − ε_low ≤ r ≤ c, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then 0 else 1)
            else (if r < 1 - eps_low or r > c then 0 else r)
            """,
        source: """
            A diagnostic of ours between GRPO and "GRPO w/o IS" of arXiv:2510.06062: the half of \
            no IS that slows the loss of entropy
            """,
        parameters: [.clipBelow, .clipAbove, .cap]
    ) { values in
        let clip = ClipInterval(values)
        let dualClip = values[.cap]
        return BoundRule(
            clip: clip, dualClip: dualClip, formulas: ("1", "r"),
            weight: { positiveNoImportanceSamplingWeight($0, clip: clip, dualClip: dualClip) },
            ratioWeight: RatioWeight(
                clip: clip, dualClip: dualClip, positive: .one, negative: .ratio),
            loss: { token, frozen in
                token.advantageSign == .positive
                    ? scoreFunctionLoss(
                        token, weight: noImportanceSamplingWeight(frozen, clip: clip))
                    : clippedLoss(token, clip: clip, dualClip: dualClip)
            })
    }
}

/// Returns 1 for active tokens of good answers, and GRPO's weight for those of bad ones.
///
///     A > 0:  w = 1   if r ≤ 1 + ε_high,      else 0
///     A < 0:  w = r   if 1 − ε_low ≤ r ≤ c,   else 0
///     A = 0:  w = 0
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
///   - dualClip: The bound c on r where A < 0; infinity means none.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A < 0.
/// - Source: By hand, from "GRPO w/o IS" of arXiv:2510.06062v2.
package func positiveNoImportanceSamplingWeight(
    _ token: Token, clip: ClipInterval, dualClip: Double
) -> Double {
    let ratio = token.importanceRatio
    switch token.advantageSign {
    case .positive: return ratio > clip.upper ? 0 : 1
    case .negative: return ratio < clip.lower || ratio > dualClip ? 0 : ratio
    case .none: return 0
    }
}
