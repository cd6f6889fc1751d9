// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// Gradient-preserving clipping with a share β of the gradient of masked tokens.
    public static let ceGPPO = WeightRule(
        name: "ce-gppo", title: "CE-GPPO",
        summary: """
            GRPO's rule, with a share of the gradient given back to the tokens that its mask \
            would stop: as if their ratio stood at the end of the interval.
            """,
        source: """
            Su et al., CE-GPPO, arXiv:2509.20712; the authors use β1 = 0.75 (7B) and 0.5 (1.5B); \
            formula as in Kwai-Klear/CE-GPPO
            """,
        parameters: [.clipBelow, .clipAbove, .cap, shareBelow, shareAbove],
        outside: .outsideInterval,
        cases: .preserved(below: "beta1*(1 - eps_low)", above: "beta2*(1 + eps_high)"),
        loss: { values, token, frozen in
            preservedLoss(
                token, frozen: frozen, clip: ClipInterval(values), dualClip: values[.cap],
                below: values[shareBelow], above: values[shareAbove])
        })

    private static let shareBelow = RuleParameter(
        "beta1", "β1", 0.75, .notNegative,
        "The share of the gradient kept where A < 0 and r < 1 − ε_low.")

    private static let shareAbove = RuleParameter(
        "beta2", "β2", 1, .notNegative,
        "The share of the gradient kept where A > 0 and r > 1 + ε_high.")
}

extension [RuleCase] {
    /// GRPO's weights with others in the place of PPO's mask.
    ///
    /// - Parameters:
    ///   - below: The weight where A < 0 and r < 1 − ε_low.
    ///   - above: The weight where A > 0 and r > 1 + ε_high.
    /// - Returns: The cases of both signs.
    static func preserved(below: String, above: String) -> [RuleCase] {
        [
            .positive(above, if: "r > 1 + eps_high", isCap: true, outcome: "held at the end"),
            .negative(below, if: "r < 1 - eps_low", outcome: "held at the end"),
            .negative("0", if: "r > c", isCap: true), .any("r"),
        ]
    }
}

/// Returns CE-GPPO's loss of one token, whose held weights are shares of the interval's ends.
///
///     masked by PPO:  −A β (end) r / sg(r),  else the loss of GRPO
///
/// - Parameters:
///   - token: One token, as the policy moves.
///   - frozen: The same token where the policy stands.
///   - clip: The interval at whose ends the weight is held.
///   - dualClip: The bound c on r where A < 0; infinity means none.
///   - below: β1, the share kept below the interval.
///   - above: β2, the share kept above it.
/// - Returns: The loss before any averaging, in units of the advantage.
/// - Source: Su et al., arXiv:2509.20712; Kwai-Klear/CE-GPPO.
func preservedLoss(
    _ token: Token, frozen: Token, clip: ClipInterval, dualClip: Double, below: Double,
    above: Double
) -> Double {
    guard clip.masks(frozen) else { return clippedLoss(token, clip: clip, dualClip: dualClip) }
    let weight = token.advantage > 0 ? above * clip.upper : below * clip.lower
    return -token.advantage * weight * token.importanceRatio / frozen.importanceRatio
}
