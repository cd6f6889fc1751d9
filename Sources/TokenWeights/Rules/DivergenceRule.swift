// SPDX-License-Identifier: GPL-3.0-or-later

/// A trust region around the old policy, measured by a divergence of one token's probability.
struct DivergenceRegion: Sendable {
    /// How the divergence is written on screen.
    let text: String

    /// The divergence δ at which the region ends; the end itself is inside.
    let threshold: Double

    /// Returns how far a token has moved.
    let divergence: @Sendable (Token) -> Double

    /// Returns the ratio at which the region ends on the side that an advantage pushes to.
    let edge: @Sendable (_ oldLogProbability: Double, _ sign: AdvantageSign) -> Double?

    /// Returns whether a token lies outside, whichever way its advantage pushes.
    func excludes(_ token: Token) -> Bool { divergence(token) > threshold }

    /// Returns whether a token lies outside and its advantage pushes it further out.
    func masks(_ token: Token) -> Bool {
        switch token.advantageSign {
        case .positive: token.logProbability > token.oldLogProbability && excludes(token)
        case .negative: token.logProbability < token.oldLogProbability && excludes(token)
        case .none: false
        }
    }
}

/// Returns DPPO's weight on one token's score-function gradient.
///
///     w = 0 outside the region where A pushes further out,  else min(r, r_max)
///
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
private func divergenceWeight(
    _ token: Token, region: DivergenceRegion, ratioMaximum: Double
) -> Double {
    guard token.advantageSign != .none else { return 0 }
    return region.masks(token) ? 0 : min(token.importanceRatio, ratioMaximum)
}

/// Returns DPPO with a trust region as a rule.
///
/// - Parameters:
///   - ratioMaximum: The bound on the ratio; the gradient is kept above it.
///   - region: The trust region.
/// - Returns: The rule; its ``BoundRule/isOutside`` is about the region, not about the ratio.
func divergenceRule(ratioMaximum: Double, region: DivergenceRegion) -> BoundRule {
    BoundRule(
        weight: { divergenceWeight($0, region: region, ratioMaximum: ratioMaximum) },
        isOutside: region.excludes,
        cap: ratioMaximum < .infinity
            ? Cap(sides: .both) { token in
                token.advantageSign != .none && token.importanceRatio > ratioMaximum
                    && !region.masks(token)
            } : nil,
        loss: { token, frozen in
            scoreFunctionLoss(
                token,
                weight: divergenceWeight(frozen, region: region, ratioMaximum: ratioMaximum))
        },
        edges: { oldLogProbability, advantage in
            let sign = AdvantageSign(advantage)
            guard sign != .none else { return [] }
            let mask = region.edge(oldLogProbability, sign)
            let isMaskedAtMaximum = sign == .positive && (mask ?? .infinity) <= ratioMaximum
            let bound = ratioMaximum < .infinity && !isMaskedAtMaximum ? [ratioMaximum] : []
            return ((mask.map { [$0] } ?? []) + bound).sorted()
        },
        derivation: { divergenceDerivation($0, region: region, ratioMaximum: ratioMaximum) })
}

/// Returns which case of DPPO's formula a token falls into.
private func divergenceDerivation(
    _ token: Token, region: DivergenceRegion, ratioMaximum: Double
) -> Derivation {
    let threshold = Derivation.decimal(region.threshold)
    let sign: String
    switch token.advantageSign {
    case .positive: sign = "A>0"
    case .negative: sign = "A<0"
    case .none: return .noSignal
    }
    if region.masks(token) { return .masked("\(sign), \(region.text) > \(threshold)") }
    let place =
        region.excludes(token)
        ? "\(region.text) > \(threshold) but moving back" : "\(region.text) ≤ \(threshold)"
    if token.importanceRatio > ratioMaximum {
        let bound = Derivation.decimal(ratioMaximum)
        return Derivation(
            condition: "\(sign), \(place), r > \(bound) → capped", formula: "r_max")
    }
    return .active("\(sign), \(place)", "r")
}
