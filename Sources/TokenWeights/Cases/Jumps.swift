// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the ratios in [1/50, 50] at which a weight jumps, found by halving.
///
/// A typed rule has no list of its cases, so its jumps are looked for: between neighbours of a
/// fine grid whose weights differ, halving closes in until nothing lies between them. Of the two
/// the shorter number is what the rule compares with, so that the jump's end is on its side.
package func jumps(
    of weight: @Sendable (Token) -> Double, oldLogProbability: Double, advantage: Double
) -> [Double] {
    func value(_ ratio: Double) -> Double {
        weight(
            Token(
                oldLogProbability: oldLogProbability,
                logProbability: oldLogProbability + logarithm(ratio), advantage: advantage,
                entropy: nil,
                isHighEntropy: false, importanceRatio: ratio))
    }
    let ratios = (0...800).map { exponential(logarithm(50) * (Double($0) / 400 - 1)) }
    var found: [Double] = []
    for (start, end) in zip(ratios, ratios.dropFirst()) {
        var (low, high) = (start, end)
        var (atLow, atHigh) = (value(low), value(high))
        guard abs(atHigh - atLow) > 1e-9 else { continue }
        while low.nextUp < high {
            let middle = (low + high) / 2
            let atMiddle = value(middle)
            if abs(atMiddle - atLow) > abs(atHigh - atMiddle) {
                (high, atHigh) = (middle, atMiddle)
            } else {
                (low, atLow) = (middle, atMiddle)
            }
        }
        guard abs(atHigh - atLow) > 1e-6 * (1 + abs(atHigh)) else { continue }
        found.append(low.description.utf8.count < high.description.utf8.count ? low : high)
    }
    return found
}
