// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Gradient-preserving clipping with a share β of the gradient of masked tokens.
    public static let ceGPPO = WeightRule(
        name: "ce-gppo",
        title: "CE-GPPO",
        summary: """
            GRPO's rule, with a share of the gradient given back to the tokens that its mask \
            would stop: as if their ratio stood at the end of the interval.
            """,
        formula: """
            A > 0: w = r if r ≤ 1 + ε_high, else β2 (1 + ε_high)
            A < 0: w = β1 (1 − ε_low) if r < 1 − ε_low, r if r ≤ c, else 0
            """,
        expression: """
            if A > 0 then (if r > 1 + eps_high then beta2*(1 + eps_high) else r)
            else (if r < 1 - eps_low then beta1*(1 - eps_low) else (if r > c then 0 else r))
            """,
        source: """
            Su et al., CE-GPPO, arXiv:2509.20712; the authors use β1 = 0.75 (7B) and 0.5 (1.5B); \
            formula as in Kwai-Klear/CE-GPPO
            """,
        parameters: [.clipBelow, .clipAbove, .cap, shareBelow, shareAbove]
    ) { values in
        gradientPreservingRule(
            clip: ClipInterval(values), dualClip: values[.cap],
            shares: GradientShares(below: values[shareBelow], above: values[shareAbove]))
    }

    private static let shareBelow = RuleParameter(
        name: "beta1", symbol: "β1",
        summary: "The share of the gradient kept where A < 0 and r < 1 − ε_low.",
        defaultValue: 0.75, domain: .notNegative)

    private static let shareAbove = RuleParameter(
        name: "beta2", symbol: "β2",
        summary: "The share of the gradient kept where A > 0 and r > 1 + ε_high.",
        defaultValue: 1, domain: .notNegative)
}

/// How much of their gradient tokens keep that PPO's mask would stop.
package struct GradientShares: Sendable, Equatable {
    /// β1: the share where A < 0 and r < 1 − ε_low, 0 for PPO's mask.
    package let below: Double

    /// β2: the share where A > 0 and r > 1 + ε_high, 0 for PPO's mask.
    package let above: Double

    package init(below: Double, above: Double) {
        self.below = below
        self.above = above
    }
}

/// Returns CE-GPPO's weight on one token's score-function gradient.
///
///     A > 0:  w = r               if r ≤ 1 + ε_high,       else β2 (1 + ε_high)
///     A < 0:  w = β1 (1 − ε_low)  if r < 1 − ε_low;  r  if r ≤ c,  else 0
///     A = 0:  w = 0
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval at whose ends the weight is held.
///   - dualClip: The bound c on r where A < 0; infinity means none.
///   - shares: β1 and β2.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
/// - Source: Su et al., arXiv:2509.20712, the loss differentiated by hand.
package func gradientPreservingWeight(
    _ token: Token, clip: ClipInterval, dualClip: Double, shares: GradientShares
) -> Double {
    let ratio = token.importanceRatio
    switch token.advantageSign {
    case .positive: return ratio > clip.upper ? shares.above * clip.upper : ratio
    case .negative:
        if ratio < clip.lower { return shares.below * clip.lower }
        return ratio > dualClip ? 0 : ratio
    case .none: return 0
    }
}
