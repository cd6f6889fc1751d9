// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

/// ∂L/∂log π of published losses exactly on their edges, under two versions of PyTorch.
private struct PublishedEdges: Decodable {
    let old: [String: [String: Double]]
    let new: [String: [String: Double]]

    enum CodingKeys: String, CodingKey {
        case old = "torch_2.5.1"
        case new = "torch_2.15.0"
    }
}

/// Our methods, each with the published loss that it is.
private let pairs: [(name: String, rule: BoundRule, tolerance: Double)] = [
    ("verl_vanilla_02_02_c3", WeightRule.grpo.bound(), 1e-12),
    ("trl_grpo_02", WeightRule.ppo.bound(), 1e-12),
    ("areal_02_c3", WeightRule.grpo.bound(), 1e-12),
    ("slime_02_02_c3", WeightRule.grpo.bound(), 1e-12),
    ("openrlhf_02_dual3", WeightRule.grpo.bound(), 1e-12),
    ("nemo_02_c3", WeightRule.grpo.bound(), 1e-7),
    ("skyrl_regular_02 (f32)", WeightRule.ppo.bound(), 1e-7),
    ("verl_cispo_02_02", WeightRule.cispoVerl.bound(), 1e-12),
    (
        "verl_vanilla_eps0_c3 (r=1 is both bounds)",
        WeightRule.grpo.bound(["eps_low": 0, "eps_high": 0]), 1e-12
    ),
    ("bapo_06_12", WeightRule.grpo.bound(), 1e-12),
]

@Test(
    "An edge is inside: our weight is what the published loss gave before clamp changed",
    arguments: pairs.map(\.name))
private func inclusive(name: String) throws {
    let edges = try golden("edges.json", as: PublishedEdges.self)
    let pair = try #require(pairs.first { $0.name == name })
    let rows = try #require(edges.old[name])
    #expect(rows.count == 10)
    for (place, gradient) in rows {
        let (ratio, advantage) = try #require(numbers(place))
        let weight = pair.rule.weight(at: ratio, advantage: advantage)
        #expect(abs(weight * advantage + gradient) <= pair.tolerance * max(1, weight), "\(place)")
    }
}

@Test("Since clamp changed, published losses differ on their edges alone, by half or by all")
private func changed() throws {
    let edges = try golden("edges.json", as: PublishedEdges.self)
    var halved = 0
    for (name, rows) in edges.old {
        for (place, gradient) in rows {
            let now = try #require(edges.new[name]?[place])
            guard now != gradient else { continue }
            let isDelta = name.contains("delta2") && place == "r=2.0 A=-1"
            #expect(isDelta ? now == 0 : abs(now - gradient / 2) < 1e-7, "\(name) \(place)")
            let (ratio, _) = try #require(numbers(place))
            let onEdge = [0.8, 1.2, exp(0.4), exp(-0.4)].contains { abs($0 - ratio) < 1e-12 }
            #expect(onEdge || isDelta || (ratio == 1 && name.contains("eps0")), "\(name) \(place)")
            halved += isDelta ? 0 : 1
        }
    }
    #expect(halved > 60)
}

/// Returns the ratio and the advantage of a row: `r=0.8 A=-1`.
private func numbers(_ place: String) -> (ratio: Double, advantage: Double)? {
    let parts = place.split(separator: " ").map { $0.dropFirst(2) }
    guard parts.count == 2, let advantage = Double(parts[1]) else { return nil }
    let power = parts[0].hasPrefix("exp(") ? Double(parts[0].dropFirst(4).dropLast()) : nil
    guard let ratio = power.map({ exp($0) }) ?? Double(parts[0]) else { return nil }
    return (ratio, advantage)
}

extension BoundRule {
    /// Returns the weight of a token whose ratio is exactly a number.
    fileprivate func weight(at ratio: Double, advantage: Double) -> Double {
        weight(
            Token(
                oldLogProbability: -2, logProbability: -2 + log(ratio), advantage: advantage,
                entropy: nil, isHighEntropy: false, importanceRatio: ratio))
    }
}
