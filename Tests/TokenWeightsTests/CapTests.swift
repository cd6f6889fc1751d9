// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

@Test(
    "Where a hard cap acts the weight is 0, where a soft one acts it is the bound",
    arguments: WeightRule.all.map(\.name))
private func caps(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let bound = rule.bound()
    guard let cap = bound.cap else { return }
    let limit = try #require(
        rule.parameters.first { $0.name == "c" || $0.name == "ratio_max" }?.defaultValue)
    var generator = SeededGenerator(seed: 6)
    var active = 0
    for _ in 0..<2000 {
        let token = generator.token()
        guard cap.isActive(token) else {
            #expect(bound.weight(token) <= limit || cap.sides == .negative)
            continue
        }
        active += 1
        switch cap.sides {
        case .negative:
            #expect(token.advantage < 0 && token.importanceRatio > limit)
            #expect(bound.weight(token) == 0)
        case .both: #expect(bound.weight(token) == limit)
        }
    }
    #expect(active > 10)
}

@Test(
    "c=inf takes the cap away",
    arguments: WeightRule.all.filter { $0.parameters.contains { $0.name == "c" } }.map(\.name))
private func uncapped(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let bound = rule.bound(["c": .infinity])
    #expect(rule.bound().cap != nil)
    #expect(bound.cap == nil)
    let token = Token(oldLogProbability: -9, logProbability: -1, advantage: -1)
    #expect(bound.weight(token) == token.importanceRatio)
    let allEdges = bound.edges(-9, 1) + bound.edges(-9, -1)
    #expect(allEdges.allSatisfy { $0.isFinite && $0 > 0 })
}

@Test("Rules without a bound on large weights have no cap")
private func capless() {
    let capless = WeightRule.all.filter { $0.bound().cap == nil }.map(\.name)
    #expect(
        capless == [
            "ppo", "nois", "nois-nomask", "aspo-nocap", "cispo", "cispo-verl", "is-noclip", "sapo",
            "reinforce",
        ])
    let oneSided = WeightRule.all.filter { $0.bound().cap?.sides == .negative }.map(\.name)
    #expect(oneSided == ["grpo", "dapo", "posnois", "ce-gppo", "gppo", "dcpo"])
}
