// SPDX-License-Identifier: GPL-3.0-or-later

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
