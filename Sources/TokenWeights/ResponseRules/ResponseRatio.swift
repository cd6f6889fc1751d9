// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the geometric mean of a response's importance ratios, exp(mean x), unitless.
///
/// - Parameters:
///   - logRatios: log π − log π_old of each token in nats; each is clamped to ±20.
///   - highest: The most that the mean may be, in nats; verl takes 10.
/// - Returns: 1 for no tokens; NaN where a log-ratio is NaN.
package func responseRatio(_ logRatios: [Double], highest: Double = 10) -> Double {
    guard !logRatios.isEmpty else { return 1 }
    let mean = logRatios.reduce(0) { $0 + Token.clampedLogRatio($1) } / Double(logRatios.count)
    return exponential(mean > highest ? highest : mean)
}

/// Replaces every element of a list by one number.
func fill(_ list: inout [Double], with number: Double) {
    for index in list.indices { list[index] = number }
}

/// Returns the loss Σ −w A x of a response whose weights are held fixed, in units of the advantage.
func heldLoss(_ logRatios: [Double], weights: [Double], advantage: Double) -> Double {
    zip(weights, logRatios).reduce(0) { $1.0 == 0 ? $0 : $0 - $1.0 * advantage * $1.1 }
}
