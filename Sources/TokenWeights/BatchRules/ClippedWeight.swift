// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the weight of a token under PPO's mask at an interval that a batch decided, with the dual clip.
///
/// It belongs to ``clippedLoss(_:clip:dualClip:)`` as its derivative, with the ends kept whole.
///
/// - Parameters:
///   - token: One token.
///   - clip: The interval whose ends begin the mask.
///   - dualClip: The bound c; infinity means none.
/// - Returns: A unitless weight, never negative; NaN where the ratio is NaN and A is not 0.
func clippedWeight(
    _ token: Token, clip: ClipInterval, dualClip: Double = .infinity
) -> Double {
    guard token.advantageSign != .none, !clip.masks(token) else { return 0 }
    let isCapped = token.advantage < 0 && token.importanceRatio > dualClip
    return isCapped ? 0 : token.importanceRatio
}

extension Cap {
    /// Returns the hard dual clip of PPO at c, or nil where c is infinite.
    ///
    /// - Source: Ye et al., arXiv:1912.09729.
    static func dualClip(_ bound: Double) -> Cap? {
        guard bound < .infinity else { return nil }
        return Cap(sides: .negative) { token in
            token.advantageSign == .negative && token.importanceRatio > bound
        }
    }
}
