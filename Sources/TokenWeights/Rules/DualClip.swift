// SPDX-License-Identifier: GPL-3.0-or-later

extension Cap {
    /// Returns the hard dual clip of PPO at c, or nil where c is infinite.
    ///
    /// It acts on tokens of bad answers that have become more than c times likelier: their loss
    /// is the constant −c·A, so that their gradient is zero.
    ///
    /// - Source: Ye et al., arXiv:1912.09729.
    static func dualClip(_ bound: Double) -> Cap? {
        guard bound < .infinity else { return nil }
        return Cap(sides: .negative) { token in
            token.advantageSign == .negative && token.importanceRatio > bound
        }
    }
}

/// Returns the loss of one token under PPO's clip, with the dual clip at c where A < 0.
///
///     A > 0:  max(−A r, −A clip(r))
///     A < 0:  min(−A c, max(−A r, −A clip(r)))
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval to which r is clipped.
///   - dualClip: The bound c; infinity means none.
/// - Returns: The loss before any averaging, in units of the advantage. Beyond |log r| = 20 the
///   clamped ratio makes it a constant.
/// - Source: Schulman et al., arXiv:1707.06347, eq. 7; Ye et al., arXiv:1912.09729.
package func clippedLoss(_ token: Token, clip: ClipInterval, dualClip: Double) -> Double {
    let advantage = token.advantage
    let ratio = token.importanceRatio
    let loss = max(-advantage * ratio, -advantage * clip.clamped(ratio))
    switch token.advantageSign {
    case .positive: return loss
    case .negative: return min(-advantage * dualClip, loss)
    case .none: return 0
    }
}

extension BoundRule {
    /// Makes a rule that has PPO's mask at a fixed interval and its dual clip, from its weights.
    ///
    /// - Parameters:
    ///   - clip: The interval whose ends begin the mask.
    ///   - dualClip: The bound c; infinity means none.
    ///   - formulas: What an active token's weight is where A > 0, and where A < 0.
    ///   - weight: The weight of a token.
    ///   - ratioWeight: The same as numbers, where they can say it.
    ///   - loss: The loss of a token.
    init(
        clip: ClipInterval, dualClip: Double = .infinity,
        formulas: (positive: String, negative: String) = ("r", "r"),
        weight: @escaping @Sendable (Token) -> Double,
        ratioWeight: RatioWeight? = nil,
        loss: @escaping @Sendable (_ token: Token, _ frozen: Token) -> Double
    ) {
        self.init(
            weight: weight,
            ratioWeight: ratioWeight,
            isOutside: { clip.excludes($0.importanceRatio) },
            cap: .dualClip(dualClip),
            loss: loss,
            edges: { _, advantage in
                let bound = advantage < 0 && dualClip < .infinity ? [dualClip] : []
                return clip.maskEdge(advantage) + bound
            },
            derivation: { token in
                .clipped(
                    token, clip: clip, dualClip: dualClip,
                    positive: formulas.positive, negative: formulas.negative)
            })
    }
}
