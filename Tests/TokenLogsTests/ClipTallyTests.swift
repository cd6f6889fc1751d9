// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@testable import TokenLogs

/// Returns a tally at ε_low = 0.2, ε_high = 0.28 and c = 3.
private func tally() -> ClipTally { ClipTally(epsilonLow: 0.2, epsilonHigh: 0.28, cap: 3) }

/// Returns a token of a ratio and an advantage.
private func token(_ ratio: Double, _ advantage: Double, entropy: Double? = nil) -> Token {
    var token = Token(
        oldLogProbability: -2, logProbability: -2 + log(ratio), advantage: advantage,
        entropy: entropy)
    token.referenceLogProbability = -2.5
    return token
}

/// Ratios and advantages, of which each kind of clipping stops some.
private let pairs: [(ratio: Double, advantage: Double)] = [
    (1.3, 1), (1.25, 1), (0.5, 1), (0.7, -1), (0.85, -1), (1.5, -1), (3.5, -1), (1.4, 0), (0.6, 0),
    (1, 2),
]

/// The losses of verl's `compute_policy_loss_vanilla`, written down from its text.
private func verlLosses(_ r: Double, _ a: Double) -> (one: Double, two: Double, three: Double) {
    (-a * r, -a * min(max(r, 0.8), 1.28), -a * 3)
}

@Test("pg_clipfrac and pg_clipfrac_lower are what verl's own losses say")
func verlFractions() {
    var sums = tally()
    for (ratio, advantage) in pairs { sums.add(token(ratio, advantage)) }
    let found = sums.result
    let losses = pairs.map { (verlLosses($0.ratio, $0.advantage), $0.advantage) }
    let clipped = losses.count { $0.0.two > $0.0.one + 1e-12 }
    let lower = losses.count { max($0.0.one, $0.0.two) > $0.0.three && $0.1 < 0 }
    #expect(clipped == 2 && lower == 1)
    #expect(found.clip == Double(clipped) / 10)
    #expect(found.dualClip == Double(lower) / 10)
}

@Test("TRL's fractions go by the sign of A, ROLL's do not")
func trlFractions() {
    var sums = tally()
    for (ratio, advantage) in pairs { sums.add(token(ratio, advantage)) }
    let found = sums.result
    #expect(found.clipHigh == 0.1 && found.clipLow == 0.1)
    #expect(found.outsideAbove == 0.4, "1.3, 1.5, 3.5 and 1.4")
    #expect(found.outsideBelow == 0.3, "0.5, 0.7 and 0.6")
}

@Test("The means are those of the formulas")
func clipMeans() throws {
    var sums = tally()
    for (ratio, advantage) in pairs { sums.add(token(ratio, advantage, entropy: ratio)) }
    sums.add(Token(oldLogProbability: -1, logProbability: -1, advantage: 1))
    let found = sums.result
    let ratios = pairs.map(\.ratio) + [1]
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func check(_ value: Double?, _ wanted: Double) throws {
        #expect(abs(try #require(value) - wanted) < 1e-12)
    }
    try check(found.k1, mean(ratios.map { -log($0) }))
    try check(found.k2, mean(ratios.map { log($0) * log($0) / 2 }))
    try check(found.k3, mean(ratios.map { $0 - 1 - log($0) }))
    try check(found.ratioMean, mean(ratios))
    try check(found.clampedRatioMean, mean(ratios.map { min(max($0, 0.8), 1.28) }))
    try check(found.ratioMeanPositive, mean([1.3, 1.25, 0.5, 1, 1]))
    try check(found.ratioMeanNegative, mean([0.7, 0.85, 1.5, 3.5]))
    try check(found.entropy, mean(pairs.map(\.ratio)))
    let references = pairs.map { exp(-0.5) / $0.ratio }
    try check(found.referenceK3, mean(references.map { $0 - 1 - log($0) }))
    #expect(found.moved == 9 && found.tokens == 11)
    #expect(found.ratioMinimum == token(0.5, 1).importanceRatio)
}

@Test("Of no tokens nothing is said")
func noClipping() {
    let found = tally().result
    #expect(found == ClipStatistics())
    let source = ClipBatches(tally()).result
    #expect(source.batches == 0 && source.lowMinimum == nil)
    #expect(ClipMetric.all.allSatisfy { $0.value(source) == nil })
}

/// Returns a response of a step.
private func response(_ step: Int, _ pairs: [(Double, Double)]) -> [LoggedToken] {
    pairs.map { ratio, advantage in
        var token = LoggedToken(
            row: 1, oldLogProbability: -2, logProbability: -2 + log(ratio), advantage: advantage,
            importanceRatio: ratio)
        token.step = step
        return token
    }
}

@Test("low_min and high_max are extremes over batches, the others means over tokens")
func batchExtremes() throws {
    var batches = ClipBatches(tally())
    batches.add(response(1, [(2, 1), (1, 1)]))
    batches.add(response(1, [(1, 1), (0.5, -1)]))
    batches.add(response(2, [(0.5, -1), (0.5, -1)]))
    let found = batches.result
    #expect(found.batches == 2)
    #expect(found.lowMinimum == 0.25 && found.highMaximum == 0.25)
    #expect(found.all.clipLow == 0.5 && found.all.clipHigh == 1.0 / 6)
    let names = ClipMetric.all.map { "\($0.trainer) \($0.name)" }
    #expect(Set(names).count == names.count)
    func value(_ name: String) -> Double? {
        ClipMetric.all.first { $0.name == name }?.value(found)
    }
    #expect(value("clip_ratio/low_min") == 0.25 && value("clip_ratio/high_max") == 0.25)
    #expect(value("actor/pg_clipfrac") == 4.0 / 6 && value("clip_ratio/region_mean") == 4.0 / 6)
    #expect(value("actor/ppo_ratio_clipfrac") == 4.0 / 6)
}
