// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the loss −w·A·log π of a token whose weight is held fixed: a score-function loss.
///
/// - Parameters:
///   - token: One token.
///   - weight: The weight w, with no gradient through it.
/// - Returns: The loss before any averaging, in nats times the advantage; 0 for weight 0.
package func scoreFunctionLoss(_ token: Token, weight: Double) -> Double {
    weight == 0 ? 0 : -weight * token.advantage * token.logProbability
}
