// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TokenWeights
package import WorkbenchModel

/// What a method maximises for one token, as a function of the token's ratio.
///
/// Many methods have no loss that is a function of the ratio alone: their code holds weights fixed
/// while it differentiates. What they follow is their gradient all the same, so the objective is its
/// integral: L(r) = A + ∫ w A / s ds from 1 to r. Where the loss is such a function, as PPO's
/// min(r A, clip(r) A), this is that function.
package struct ObjectiveCurve: Sendable {
    private let method: Method
    private let advantage: Double
    private let oldLogProbability: Double
    /// Between neighbours the weight is smooth; rising.
    private let nodes: [Double]
    /// The integral of the weight over the ratio's logarithm, from 1 to each node.
    private let integrals: [Double]
    /// Where the weight jumps or bends.
    package let edges: [Double]

    /// Integrates a method's weight over a range of ratios above 0.
    package init(
        _ method: Method, advantage: Double, oldLogProbability: Double, range: ClosedRange<Double>
    ) {
        self.method = method
        self.advantage = advantage
        self.oldLogProbability = oldLogProbability
        let (low, high) = (min(range.lowerBound, 1), max(range.upperBound, 1))
        edges = method.bound.edges(oldLogProbability, advantage).filter { $0 > low && $0 < high }
        nodes = Set(edges + [low, 1, high]).sorted()
        var sums = [0.0]
        for (left, right) in zip(nodes, nodes.dropFirst()) {
            let part = Self.integral(from: left, to: right) { ratio in
                Self.weight(method, advantage, oldLogProbability, ratio)
            }
            sums.append((sums.last ?? 0) + part)
        }
        let start = nodes.firstIndex(of: 1).map { sums[$0] } ?? 0
        integrals = sums.map { $0 - start }
    }

    /// Returns the objective at a ratio of the range.
    package func value(_ ratio: Double) -> Double {
        let index = max(0, (nodes.lastIndex { $0 <= ratio } ?? 0))
        let rest = Self.integral(from: nodes[index], to: ratio) { weight($0) }
        return advantage * (1 + integrals[index] + rest)
    }

    /// Returns the objective's slope at a ratio, w A / r.
    package func slope(_ ratio: Double) -> Double { weight(ratio) * advantage / ratio }

    private func weight(_ ratio: Double) -> Double {
        Self.weight(method, advantage, oldLogProbability, ratio)
    }

    private static func weight(
        _ method: Method, _ advantage: Double, _ oldLogProbability: Double, _ ratio: Double
    ) -> Double {
        method.effectiveWeight(
            Token(
                oldLogProbability: oldLogProbability,
                logProbability: oldLogProbability + log(ratio), advantage: advantage,
                entropy: nil, isHighEntropy: false, importanceRatio: ratio))
    }

    /// Returns the integral of a function over the logarithm of its argument, smooth between the
    /// ends.
    ///
    /// - Source: Gauss and Legendre's rule with eight points, on each of at most six parts.
    private static func integral(
        from start: Double, to end: Double, _ function: (Double) -> Double
    ) -> Double {
        let (low, high) = (log(start), log(end))
        guard high > low else { return 0 }
        let parts = Int(min(max((high - low) / 0.4, 1), 6))
        let width = (high - low) / Double(parts)
        var sum = 0.0
        for part in 0..<parts {
            let middle = low + (Double(part) + 0.5) * width
            for (place, share) in gaussPoints {
                sum += share * function(exp(middle - place * width / 2))
                sum += share * function(exp(middle + place * width / 2))
            }
        }
        return sum * width / 2
    }

    /// The places and shares of the rule with eight points, those on one side of the middle.
    private static let gaussPoints: [(place: Double, share: Double)] = [
        (0.183_434_642_495_649_8, 0.362_683_783_378_362),
        (0.525_532_409_916_329, 0.313_706_645_877_887_3),
        (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
        (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
    ]
}
