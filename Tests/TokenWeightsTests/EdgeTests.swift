// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

// MASPO's Gaussian begins without a bend that these steps could see, and has no other edge.
private let names = WeightRule.ofTokens.map(\.name).filter { $0 != "maspo" }
private let oldProbabilities = [1e-7, 0.003, 0.05, 0.3, 0.7, 0.97]

/// What a relative second difference of a smooth piece may be on the grid; a bend has ten times
/// that, and a jump ten thousand times.
private let allowance = 1e-4
private let step = 1e-3

@Test("Between a rule's edges its weight neither jumps nor bends", arguments: names)
private func complete(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    var compared = 0
    for old in oldProbabilities {
        for (advantage, isHighEntropy) in [(1.0, false), (1.0, true), (-1.0, false), (-1.0, true)] {
            let edges = rule.edges(log(old), advantage).map { log($0) }
            let grid = stride(from: -5, to: min(6.5, -log(old)), by: step).map { $0 }
            let weights = grid.map {
                rule.weight(at: $0, log(old), advantage, isHighEntropy: isHighEntropy)
            }
            for index in grid.indices.dropFirst().dropLast()
            where !edges.contains(where: { abs($0 - grid[index]) <= 1.01 * step }) {
                // SAPO fades so fast that only a weight worth seeing has small relative bends.
                let bend = bend(Array(weights[(index - 1)...(index + 1)]), atLeast: 0.05)
                compared += 1
                guard bend > allowance else { continue }
                Issue.record("q \(old), A \(advantage), r \(exp(grid[index])): \(bend)")
            }
        }
    }
    #expect(compared > 100_000)
}

@Test("At every edge of a rule its weight jumps or bends", arguments: names)
private func needed(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    for old in oldProbabilities {
        for advantage in [1.0, -1] {
            let edges = rule.edges(log(old), advantage)
            #expect(edges == edges.sorted() && edges.allSatisfy { $0 > 0 && $0.isFinite })
            for edge in edges where log(edge) < -log(old) - step {
                let bends = [false, true].map { isHighEntropy in
                    let weights = [-step, 0, step].map {
                        rule.weight(
                            at: log(edge) + $0, log(old), advantage, isHighEntropy: isHighEntropy)
                    }
                    return bend(weights)
                }
                #expect(
                    bends.contains { $0 > allowance }, "q \(old), A \(advantage), r \(edge)")
            }
        }
    }
}

@Test("The two-way divergence is the threshold at DPPO-KL's edges")
private func bisection() {
    let rule = WeightRule.dppoKL.bound()
    for old in [0.003, 0.05, 0.3, 0.7] {
        for advantage in [1.0, -1] {
            for edge in rule.edges(log(old), advantage) where edge != 20 {
                let divergence = binaryDivergence(
                    oldLogProbability: log(old), logProbability: log(old * edge))
                #expect(agrees(divergence, 0.05, relative: 1e-9))
                #expect((edge > 1) == (advantage > 0))
            }
        }
    }
    // A token that is almost certain can never be moved so far up.
    #expect(rule.edges(log(0.999), 1) == [20])
}

/// Returns the second difference of three weights, as a share of the largest or of a least one.
private func bend(_ weights: [Double], atLeast least: Double = 1e-300) -> Double {
    abs(weights[0] - 2 * weights[1] + weights[2]) / max(least, weights.max() ?? 0)
}

extension BoundRule {
    /// Returns the weight of a token whose log-ratio is given.
    fileprivate func weight(
        at logRatio: Double, _ oldLogProbability: Double, _ advantage: Double,
        isHighEntropy: Bool
    ) -> Double {
        weight(
            Token(
                oldLogProbability: oldLogProbability,
                logProbability: oldLogProbability + logRatio, advantage: advantage,
                isHighEntropy: isHighEntropy))
    }
}
