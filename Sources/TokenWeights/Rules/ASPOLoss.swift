// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns ASPO's loss of one token, with the denominators that it does not differentiate
/// through taken from `frozen`.
///
///     b = min(r, 1 + ε_high) where A > 0,  max(r, 1 − ε_low) where A < 0
///     A > 0:  −A b / sg(b²)     where 1/b ≤ c,  else −A c log π
///     A < 0:  −A b              where b ≤ c,    else −A c log π
///
/// Only its gradient carries meaning: the value jumps where the cap begins. Without the frozen
/// denominator, −A/b would push a good token *down*: the sign of its gradient is the opposite.
///
/// - Parameters:
///   - token: One token, as the policy moves.
///   - frozen: The same token where the policy stands.
///   - clip: The interval to which r is clipped on the side of the mask.
///   - positiveCap: The bound c on 1/b where A > 0; infinity means none.
///   - negativeCap: The bound c on b where A < 0; infinity means none.
/// - Returns: The loss before any averaging, in units of the advantage.
/// - Source: Archer2.0, compute_policy_loss_archer; arXiv:2510.06062v2, eq. 3.
package func aspoLoss(
    _ token: Token, frozen: Token, clip: ClipInterval, positiveCap: Double, negativeCap: Double
) -> Double {
    switch token.advantageSign {
    case .positive:
        let frozenRatio = min(frozen.importanceRatio, clip.upper)
        return 1 / frozenRatio > positiveCap
            ? scoreFunctionLoss(token, weight: positiveCap)
            : -token.advantage * min(token.importanceRatio, clip.upper)
                / (frozenRatio * frozenRatio)
    case .negative:
        return max(frozen.importanceRatio, clip.lower) > negativeCap
            ? scoreFunctionLoss(token, weight: negativeCap)
            : -token.advantage * max(token.importanceRatio, clip.lower)
    case .none: return 0
    }
}
