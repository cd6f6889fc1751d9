// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

private let rules = WeightRule.all.filter { $0.bound().ratioWeight != nil }

@Test("Weights as numbers are the rule's own, to the bit", arguments: rules.map(\.name))
private func agrees(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<40 {
        let bound = rule.bound(generator.values(rule))
        let numbers = try #require(bound.ratioWeight)
        for _ in 0..<50 {
            let token = generator.token()
            for advantage in [token.advantage, 0, .nan] {
                let valued = token.valued(at: advantage)
                #expect(numbers.weight(valued) == bound.weight(valued), "\(valued)")
            }
            for edge in bound.edges(token.oldLogProbability, token.advantage) {
                for ratio in [edge.nextDown, edge, edge.nextUp] {
                    let moved = token.nudged { _ in ratio }
                    #expect(numbers.weight(moved) == bound.weight(moved), "\(moved)")
                }
            }
        }
    }
}

@Test("A cap acts where the number that bounds a weight does", arguments: rules.map(\.name))
private func caps(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 12)
    let bound = rule.bound()
    let numbers = try #require(bound.ratioWeight)
    guard let cap = bound.cap else { return }
    for _ in 0..<2000 {
        let token = generator.token()
        let side = token.advantage > 0 ? numbers.positive : numbers.negative
        let isActive = bound.weight(token) > 0 && cap.isActive(token)
        #expect(isActive == (side.cap < .infinity && bound.weight(token) == side.cap), "\(token)")
    }
}

@Test("The interval is the one that tokens are outside of", arguments: rules.map(\.name))
private func intervals(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 13)
    let bound = rule.bound()
    let numbers = try #require(bound.ratioWeight)
    #expect((numbers.interval == nil) == (bound.isOutside == nil))
    for _ in 0..<500 {
        let token = generator.token()
        #expect(numbers.interval?.excludes(token.importanceRatio) == bound.isOutside?(token))
    }
}

@Test("Rules that look at no more than ratio and sign can be said as numbers")
private func listed() {
    #expect(
        rules.map(\.name) == [
            "ppo", "grpo", "dapo", "nois", "nois-nomask", "posnois", "aspo", "aspo-nocap",
            "aspo-nomask", "cispo", "is-noclip", "reinforce",
        ])
}
