// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// CISPO as its paper uses it: the weight is clipped above, the gradient always kept.
    public static let cispo = WeightRule(
        name: "cispo",
        title: "CISPO",
        summary: "The ratio, clipped above only; no token is ever stopped.",
        formula: "w = min(r, 1 + ε_high)",
        expression: "min(r, 1 + eps_high)",
        source: """
            MiniMax-M1, arXiv:2506.13585 (no lower bound in use); checked against \
            verl, compute_policy_loss_cispo with the lower bound at 0
            """,
        parameters: [.clipAbove]
    ) { values in
        cispoRule(clip: ClipInterval(lower: 0, upper: 1 + values[.clipAbove]))
    }
}

/// Returns CISPO's weight on one token's score-function gradient.
///
///     A ≠ 0:  w = clip(r, 1 − ε_low, 1 + ε_high)
///     A = 0:  w = 0
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval to which the ratio is clipped; a lower end of 0 bounds nothing.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
/// - Source: MiniMax-M1, arXiv:2506.13585.
package func cispoWeight(_ token: Token, clip: ClipInterval) -> Double {
    switch token.advantageSign {
    case .positive, .negative: clip.clamped(token.importanceRatio)
    case .none: 0
    }
}

/// Returns CISPO with an interval as a rule.
func cispoRule(clip: ClipInterval) -> BoundRule {
    var rule = BoundRule(
        weight: { cispoWeight($0, clip: clip) },
        ratioWeight: clip.lower > 0
            ? nil
            : RatioWeight(
                clip: .everything, positive: .ratio, negative: .ratio, cap: clip.upper,
                interval: clip),
        isOutside: { clip.excludes($0.importanceRatio) },
        cap: nil,
        loss: { token, frozen in
            scoreFunctionLoss(token, weight: cispoWeight(frozen, clip: clip))
        },
        edges: { _, advantage in
            guard AdvantageSign(advantage) != .none else { return [] }
            return clip.lower > 0 ? [clip.lower, clip.upper] : [clip.upper]
        },
        derivation: { cispoDerivation($0, clip: clip) })
    rule.isHeld = { clip.excludes($0.importanceRatio) }
    return rule
}

/// Returns which case of CISPO's formula a token falls into.
private func cispoDerivation(_ token: Token, clip: ClipInterval) -> Derivation {
    let lower = Derivation.decimal(clip.lower)
    let upper = Derivation.decimal(clip.upper)
    guard token.advantageSign != .none else { return .noSignal }
    if token.importanceRatio > clip.upper {
        return Derivation(condition: "r > \(upper) → clipped, gradient kept", formula: upper)
    }
    if token.importanceRatio < clip.lower {
        return Derivation(condition: "r < \(lower) → clipped, gradient kept", formula: lower)
    }
    return .active(clip.lower > 0 ? "\(lower) ≤ r ≤ \(upper)" : "r ≤ \(upper)", "r")
}
