// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns which tokens of a response are among its most uncertain ones.
///
/// A token is of high entropy when its entropy is *above* the quantile of the response's known
/// entropies, so that of ten tokens at the 0.8-quantile two are, and none where all are equal.
///
/// - Parameters:
///   - entropies: One entropy a token, in nats; nil and NaN are unknown.
///   - quantile: The share of tokens below, from 0 to 1; the released code takes 0.8.
/// - Returns: One flag a token, in order; false where the entropy is unknown.
/// - Source: Archer2.0, dp_actor.py, `token_entropy_quantile`, a response at a time.
public func highEntropyFlags(_ entropies: [Double?], quantile: Double = 0.8) -> [Bool] {
    let known = entropies.compactMap { $0 }.filter { !$0.isNaN }
    guard let threshold = linearQuantile(known, quantile) else {
        return entropies.map { _ in false }
    }
    return entropies.map { ($0 ?? -.infinity) > threshold }
}

/// Returns the quantile of some numbers, linear between neighbours, as torch.quantile has it.
///
/// - Parameters:
///   - numbers: The numbers in any order, none of them NaN.
///   - quantile: The share of numbers below, from 0 to 1.
/// - Returns: The quantile in the numbers' unit, or nil where there are none.
package func linearQuantile(_ numbers: [Double], _ quantile: Double) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let position = min(max(quantile, 0), 1) * Double(sorted.count - 1)
    let index = Int(position)
    let below = sorted[index]
    let above = sorted[min(index + 1, sorted.count - 1)]
    let share = position - Double(index)
    // Equal neighbours need no arithmetic, which would turn two infinities into NaN.
    return below == above || share == 0 ? below : below + share * (above - below)
}
