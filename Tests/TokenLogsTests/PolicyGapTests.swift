// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

/// Log-probabilities of π_old and of the engine, as in three.jsonl of the documents.
private let pairs: [(upper: Double, lower: Double)] = [
    (-0.48, -0.50), (-1.25, -1.20), (-0.05, -0.05), (-2.30, -2.00), (-0.71, -0.70),
    (-0.12, -0.10), (-2.60, -3.00),
]

private func entries(_ gap: PolicyGap) -> [String: Double] {
    Dictionary(
        gap.entries.map { key, value in
            switch value {
            case .real(let number): (key, number)
            case .count(let count): (key, Double(count))
            case .counts, .reals, .absent: (key, Double.nan)
            }
        }, uniquingKeysWith: { $1 })
}

@Test("Every distance of two policies is that of its formula")
func gapFormulas() throws {
    var gap = PolicyGap(bounds: 0.9...1.2)
    for pair in pairs { gap.add(pair.upper, over: pair.lower) }
    let found = entries(gap)
    let x = pairs.map { $0.upper - $0.lower }
    let weights = x.map { exp($0) }
    let held = weights.map { min(max($0, 0.9), 1.2) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func size(_ values: [Double]) -> Double {
        let sum = values.reduce(0, +)
        return sum * sum / (Double(values.count) * values.reduce(0) { $0 + $1 * $1 })
    }
    let distances = pairs.map { abs(exp($0.upper) - exp($0.lower)) }
    let wanted: [String: Double] = [
        "tokens": 7, "kl_k1": mean(x.map { -$0 }), "kl_k3": mean(x.map { exp($0) - 1 - $0 }),
        "chi2": mean(weights.map { $0 * $0 }) - 1, "logp_difference_mean": mean(x.map { abs($0) }),
        "logp_difference_max": 0.4,
        "logp_difference_std": mean(x.map { ($0 - mean(x)) * ($0 - mean(x)) }).squareRoot(),
        "probability_difference_mean": mean(distances),
        "probability_difference_max": distances.max() ?? 0,
        "pearson": pearson(pairs.map { exp($0.upper) }, pairs.map { exp($0.lower) }),
        "exact_zero_fraction": 1.0 / 7, "mult_prob_error": mean(x.map { exp(abs($0)) }),
        "weight_mean": mean(weights), "weight_min": exp(-0.3), "weight_max": exp(0.4),
        "effective_sample": size(weights), "truncated_fraction": 2.0 / 7,
        "truncated_weight_mean": mean(held), "truncated_effective_sample": size(held),
    ]
    #expect(Set(found.keys) == Set(wanted.keys))
    for (key, value) in wanted {
        #expect(abs(try #require(found[key]) - value) < 1e-12, "\(key)")
    }
}

/// Returns Pearson's correlation by its textbook formula.
private func pearson(_ x: [Double], _ y: [Double]) -> Double {
    let n = Double(x.count)
    let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let xx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let yy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    return xy / (xx * yy).squareRoot()
}

@Test("A constant factor has no deviation, and a missing number does not count")
func constantFactorOfEngine() throws {
    var gap = PolicyGap()
    for old in [-0.3, -1.7, -5.2] { gap.add(old + log(0.9), over: old) }
    gap.add(.nan, over: -1)
    gap.add(-1, over: -.infinity)
    let shift = try #require(gap.shift)
    #expect(gap.tokens == 3 && shift.deviation < 1e-8 && abs(exp(shift.mean) - 0.9) < 1e-12)
}

@Test("Of no tokens, and of equal ones, what is not known is absent")
func emptyGap() {
    #expect(PolicyGap().shift == nil && PolicyGap().exactFraction == nil)
    for (key, value) in PolicyGap().entries where key != "tokens" {
        #expect(value == .absent, "\(key)")
    }
    var equal = PolicyGap()
    for _ in 0..<3 { equal.add(-1, over: -1) }
    #expect(equal.exactFraction == 1 && equal.largestDistance == 0)
    #expect(entries(equal)["pearson"]?.isNaN == true, "constant probabilities have no correlation")
    #expect(entries(equal)["effective_sample"] == 1)
}
