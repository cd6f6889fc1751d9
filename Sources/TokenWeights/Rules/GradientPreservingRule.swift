// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns CE-GPPO, or GPPO where both shares are 1, as a rule.
func gradientPreservingRule(
    clip: ClipInterval, dualClip: Double, shares: GradientShares
) -> BoundRule {
    let masked = BoundRule(
        clip: clip, dualClip: dualClip,
        weight: {
            gradientPreservingWeight($0, clip: clip, dualClip: dualClip, shares: shares)
        },
        loss: { token, frozen in
            guard clip.masks(frozen) else {
                return clippedLoss(token, clip: clip, dualClip: dualClip)
            }
            let weight = gradientPreservingWeight(
                frozen, clip: clip, dualClip: dualClip, shares: shares)
            return -token.advantage * weight * token.importanceRatio / frozen.importanceRatio
        })
    var rule = BoundRule(
        weight: masked.weight, isOutside: masked.isOutside, cap: masked.cap, loss: masked.loss,
        edges: masked.edges,
        derivation: { token in
            clip.masks(token)
                ? heldDerivation(token, clip: clip, shares: shares) : masked.derivation(token)
        })
    // A share of 0 is a mask: then the weight is 0, and nothing is held.
    rule.isHeld = { clip.masks($0) }
    return rule
}

/// Returns the case of a token that PPO's mask would stop and whose weight is held at the end.
private func heldDerivation(
    _ token: Token, clip: ClipInterval, shares: GradientShares
) -> Derivation {
    let isAbove = token.advantageSign == .positive
    let end = Derivation.decimal(isAbove ? clip.upper : clip.lower)
    let share = Derivation.decimal(isAbove ? shares.above : shares.below)
    return Derivation(
        condition: "\(isAbove ? "A>0, r >" : "A<0, r <") \(end) → held at the end",
        formula: share == "1" ? end : "\(share) · \(end)")
}
