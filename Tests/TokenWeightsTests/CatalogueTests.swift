// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenWeights

/// Weights worked by hand for the rules of which there are no golden rows.
private let worked: [(rule: String, ratio: Double, advantage: Double, weight: Double)] = [
    ("nois", 1.19, 1, 1), ("nois", 1.21, 1, 0), ("nois", 50, -1, 1), ("nois", 0.79, -1, 0),
    ("nois-nomask", 50, 1, 1), ("nois-nomask", 0.01, -1, 1),
    ("posnois", 0.3, 1, 1), ("posnois", 1.21, 1, 0), ("posnois", 2.5, -1, 2.5),
    ("posnois", 3.5, -1, 0),
    ("is-noclip", 40, 1, 40), ("is-noclip", 0.025, -1, 0.025),
    ("aspo-nomask", 1.5, 1, 1 / 1.5), ("aspo-nomask", 0.25, -1, 0.25),
    ("aspo-nomask", 0.25, 1, 3), ("aspo-nocap", 0.25, 1, 4), ("aspo-nocap", 8, -1, 8),
    ("aspo-nocap", 1.5, 1, 0),
    ("ce-gppo", 1.5, 1, 1.2), ("ce-gppo", 0.5, 1, 0.5), ("ce-gppo", 0.5, -1, 0.75 * 0.8),
    ("ce-gppo", 2.5, -1, 2.5), ("ce-gppo", 3.5, -1, 0),
    ("gppo", 1.5, 1, 1.2), ("gppo", 0.5, -1, 0.8), ("gppo", 3.5, -1, 0),
]

@Test("Rules without golden rows give the weights worked by hand", arguments: worked)
private func byHand(
    row: (rule: String, ratio: Double, advantage: Double, weight: Double)
) throws {
    let rule = try #require(WeightRule.named(row.rule)).bound()
    let token = Token(
        oldLogProbability: -6, logProbability: -6 + log(row.ratio), advantage: row.advantage)
    #expect(agrees(rule.weight(token), row.weight))
}

@Test("GPPO is CE-GPPO with both shares at 1, and with both at 0 it is GRPO")
private func shares() {
    let whole = WeightRule.ceGPPO.bound(["beta1": 1, "beta2": 1])
    let none = WeightRule.ceGPPO.bound(["beta1": 0, "beta2": 0])
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<500 {
        let token = generator.token()
        #expect(WeightRule.gppo.bound().weight(token) == whole.weight(token))
        #expect(WeightRule.grpo.bound().weight(token) == none.weight(token))
    }
}

@Test("DCPO's interval solves (r − 1) r q = ε on both sides")
private func dynamicInterval() {
    for old in [0.02, 0.3, 0.7, 0.99] {
        let clip = dynamicClipInterval(
            oldLogProbability: log(old), below: 0.16, above: 0.2, ceiling: 10)
        #expect(agrees((clip.upper - 1) * clip.upper * old, 0.2, relative: 1e-10))
        if old > 0.64 {
            #expect(agrees((1 - clip.lower) * clip.lower * old, 0.16, relative: 1e-10))
        } else {
            #expect(clip.lower == 0.5)
        }
    }
}

@Test("DCPO's interval is never wider than its ceiling, however rare the token")
private func dynamicCeiling() {
    for old in [-18.0, -700, -1e5, -Double.infinity] {
        let clip = dynamicClipInterval(
            oldLogProbability: old, below: 0.16, above: 0.2, ceiling: 10)
        #expect(clip == ClipInterval(lower: 0.5, upper: 10))
    }
    #expect(WeightRule.dcpo.bound().edges(-12, 1) == [10])
    #expect(WeightRule.dcpo.bound(["c": 5]).edges(-12, 1) == [10])
    #expect(WeightRule.dcpo.bound(["c": 15]).edges(-12, 1) == [15])
    #expect(WeightRule.dcpo.bound(["c": .infinity]).edges(-12, 1)[0] > 150)
    let rule = WeightRule.dcpo.bound()
    #expect(rule.weight(Token(old: 0.001, new: 0.009, advantage: 1)) > 8.9)
    #expect(rule.weight(Token(old: 0.001, new: 0.011, advantage: 1)) == 0)
    #expect(rule.weight(Token(old: 0.01, new: 0.11, advantage: -1)) == 0)
}

@Test(
    "A weight beyond the ±20 clamp is that of the clamped ratio", arguments: ["is-noclip", "ppo"])
private func clamp(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    let lagging = Token(oldLogProbability: 0, logProbability: -60, advantage: 1)
    #expect(rule.weight(lagging) == exp(-20))
    let grown = Token(oldLogProbability: -60, logProbability: 0, advantage: -1)
    #expect(rule.weight(grown) == exp(20))
}

@Test(
    "A ratio exactly on an end of the interval, or on c, is active",
    arguments: ["ppo", "grpo", "nois", "posnois", "aspo", "aspo-code", "aspo-nocap", "cispo-verl"])
private func ends(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    let interval = ClipInterval(below: 0.2, above: 0.2)
    for (ratio, advantage) in [(interval.upper, 1.0), (interval.lower, -1), (3.0, -1)] {
        let token = Token(oldLogProbability: -5, logProbability: -5, advantage: advantage)
            .nudged { _ in ratio }
        #expect(rule.weight(token) > 0, "r \(ratio)")
        let further = token.nudged { _ in advantage > 0 ? ratio.nextUp : ratio.nextDown }
        let masks = ratio != 3 && name != "cispo-verl"
        #expect((rule.weight(further) == 0) == masks, "r \(further.importanceRatio)")
        #expect(rule.isOutside?(token) == (ratio == 3))
    }
}
