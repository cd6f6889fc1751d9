// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

@Test(
    "Where a hard cap acts the weight is 0, where a soft one acts it is held whatever the ratio",
    arguments: WeightRule.ofTokens.map(\.name))
private func caps(name: String) throws {
    let bound = try #require(WeightRule.named(name)).bound()
    guard let cap = bound.cap else { return }
    var generator = SeededGenerator(seed: 6)
    var active = 0
    for _ in 0..<2000 {
        let token = generator.token()
        guard cap.isActive(token) else { continue }
        active += 1
        let weight = bound.weight(token)
        if weight == 0 {
            #expect(token.advantage < 0 && token.importanceRatio > 1)
        } else {
            #expect(cap.sides == .both)
            for factor in [1 - 1e-9, 1 + 1e-9] {
                let moved = token.nudged { $0 * factor }
                #expect(bound.weight(moved) == weight || !cap.isActive(moved))
            }
        }
    }
    #expect(active > 10)
}

@Test(
    "c=inf takes the bound on bad answers away",
    arguments: WeightRule.ofTokens.filter { $0.parameters.contains { $0.name == "c" } }.map(\.name))
private func uncapped(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let bound = rule.bound(["c": .infinity])
    let token = Token(oldLogProbability: -9, logProbability: -1, advantage: -1)
    #expect(rule.bound().cap?.isActive(token) == true)
    #expect(bound.cap?.isActive(token) != true)
    #expect(bound.weight(token) == token.importanceRatio)
    let allEdges = bound.edges(-9, 1) + bound.edges(-9, -1)
    #expect(allEdges.allSatisfy { $0.isFinite && $0 > 0 })
}

@Test(
    "A rule has a cap where a parameter of its own bounds large weights, and only there",
    arguments: WeightRule.ofTokens.map(\.name))
private func bounded(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let cap = rule.bound().cap
    if rule.parameters.contains(where: { caps.contains($0.name) }) { #expect(cap != nil) }
    guard let cap else { return }
    let logs = [-20.0, -10, -5, -1]
    let tokens = logs.flatMap { old in
        logs.map { Token(oldLogProbability: old, logProbability: $0, advantage: 1) }
    }
    let isFreed = rule.bound().weight(tokens[0]) == 1 && cap.sides == .both
    #expect(tokens.contains(where: cap.isActive) == (cap.sides == .both) || isFreed)
}

@Test("A cap acts beyond its bound and not at it", arguments: WeightRule.ofTokens.map(\.name))
private func bounds(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    guard let cap = rule.bound().cap else { return }
    let limit = rule.largestWeight
    guard rule.needs.isEmpty else { return }
    let token = Token(oldLogProbability: -9, logProbability: -5, advantage: -1)
    #expect(!cap.isActive(token.nudged { _ in limit }))
    #expect(cap.isActive(token.nudged { _ in limit.nextUp }))
}

/// The parameters that bound large weights.
private let caps: Set = ["c", "ratio_max", "bound", "delta_high"]

extension WeightRule {
    /// Where the rule's cap begins by its defaults: its parameter, 1 + ε_high, or 1.
    fileprivate var largestWeight: Double {
        if let cap = parameters.first(where: { caps.contains($0.name) }) { return cap.defaultValue }
        return 1 + (parameters.first { $0.name == "eps_high" }?.defaultValue ?? 0)
    }
}

@Test("A ratio on an edge of an interval is neither masked nor outside")
private func intervalEdges() {
    let clip = ClipInterval(lower: 0.75, upper: 1.5)
    let token = Token(oldLogProbability: -9, logProbability: -9, advantage: 1)
    for (ratio, isUp, isDown) in [
        (1.5, false, false), (1.5.nextUp, true, false), (0.75, false, false),
        (0.75.nextDown, false, true),
    ] {
        func masks(_ advantage: Double) -> Bool {
            clip.masks(token.valued(at: advantage).nudged { _ in ratio })
        }
        #expect(masks(1) == isUp && masks(-1) == isDown && !masks(0))
        #expect(clip.excludes(ratio) == (isUp || isDown))
    }
}
