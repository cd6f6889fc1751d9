// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing
import TokenWeights

private let names = WeightRule.ofResponses.map(\.name)

@Suite("Rules on whole responses")
struct ResponseRuleTests {
    @Test("The logarithm of a response's ratio is at most 10, and each token's within 20")
    func responseRatios() {
        #expect(responseRatio([]) == 1 && responseRatio([0.5, -0.5]) == 1)
        #expect(responseRatio([12, 9]) == exponential(10))
        #expect(responseRatio([-30, 0]) == exponential(-10))
        #expect(responseRatio([-30, -30]) == exponential(-20))
    }

    @Test("The rules stand in the order of the lists, and say what they are")
    func registry() {
        #expect(names.prefix(3) == ["gspo", "gspo-token", "gmpo"])
        for rule in WeightRule.ofResponses {
            #expect(WeightRule.named(rule.name)?.title == rule.title)
            #expect(rule.summary.hasSuffix(".") && !rule.source.isEmpty)
            #expect(rule.formula.contains("w = "))
            #expect(rule.parameters.allSatisfy { $0.domain.contains($0.defaultValue) })
        }
    }

    @Test("A response that has not moved has weight 1 under every rule", arguments: names)
    func unmoved(name: String) throws {
        let rule = try #require(WeightRule.named(name)).weighing()
        for length in [1, 2, 7, 300] {
            for advantage in [2.0, -0.3] {
                let still = Array(repeating: 0.0, count: length)
                #expect(rule.weights(still, advantage: advantage).allSatisfy { $0 == 1 })
            }
        }
        #expect(rule.weights([0.1, 0.2], advantage: 0) == [0, 0])
        #expect(rule.weights([], advantage: 1).isEmpty)
        #expect(rule.loss([0.1], [0.1], 0) == 0 && rule.loss([], [], 1) == 0)
    }

    @Test("Weights are finite and never negative for every finite input", arguments: names)
    func finite(name: String) throws {
        let rule = try #require(WeightRule.named(name)).weighing()
        for logRatios in [
            [1e308, 1e308], [-1e308], [700, -3, 20], Array(repeating: -20, count: 99),
        ] {
            for advantage in [1e300, 1, -1, -1e300] {
                let weights = rule.weights(logRatios, advantage: advantage)
                #expect(weights.allSatisfy { $0.isFinite && $0 >= 0 }, "\(logRatios) \(advantage)")
            }
        }
    }

    @Test("The gradient is the central difference of the loss", arguments: names)
    func derivative(name: String) throws {
        let rule = try #require(WeightRule.named(name))
        var generator = SeededGenerator(seed: 11)
        var (masked, kept) = (0, 0)
        for _ in 0..<200 {
            let bound = rule.weighing(["eps_low": 0.15, "eps_high": 0.2, "log_low": 0.3])
            let logRatios = (0..<Int(generator.number(1...9))).map { _ in
                generator.number(-0.7...0.7)
            }
            let advantage = generator.number(0.2...2) * (Bool.random(using: &generator) ? 1 : -1)
            guard isSmooth(logRatios) else { continue }
            let weights = bound.weights(logRatios, advantage: advantage)
            let share = bound.reduction == .mean ? 1 / Double(logRatios.count) : 1
            for index in logRatios.indices {
                let losses = [1e-5, -1e-5].map { change in
                    var moved = logRatios
                    moved[index] += change
                    return bound.loss(moved, logRatios, advantage)
                }
                let slope = (losses[0] - losses[1]) / 2e-5
                #expect(abs(slope + weights[index] * advantage * share) < 1e-8, "\(logRatios)")
                if weights[index] == 0 { masked += 1 } else { kept += 1 }
            }
        }
        #expect(kept > 200 && (masked > 50) == !["topr", "vespo"].contains(name))
    }

    /// Returns whether a response is not within 1e-3 of where a mask of the test begins.
    private func isSmooth(_ logRatios: [Double]) -> Bool {
        let mean = logRatios.reduce(0, +) / Double(logRatios.count)
        return logRatios.allSatisfy { abs($0 + 0.3) > 1e-3 && abs($0 - 0.4) > 1e-3 }
            && abs(exp(mean) - 1.2) > 1e-3 && abs(exp(mean) - 0.85) > 1e-3
            && abs(logRatios.reduce(0, +)) > 1e-3
    }

    @Test("Weights agree with values worked by hand")
    func values() {
        let ratios = [0.9, 1.6].map { logarithm($0) }
        let mean = (0.9 * 1.6).squareRoot()
        let wide = WeightRule.gspo.weighing(["eps_low": 0.5, "eps_high": 0.5])
        #expect(agrees(wide.weights(ratios, advantage: 1), [mean, mean]))
        #expect(WeightRule.gspo.weighing().weights(ratios, advantage: 1) == [0, 0])
        #expect(agrees(WeightRule.gspo.weighing().weights(ratios, advantage: -1), [mean, mean]))
        let clipped = (0.9 * exp(0.4)).squareRoot()
        #expect(agrees(WeightRule.gmpo.weighing().weights(ratios, advantage: 1), [clipped, 0]))
        #expect(agrees(WeightRule.gmpo.weighing().weights(ratios, advantage: -1), [mean, mean]))
        #expect(WeightRule.topr.weighing().weights(ratios, advantage: 2) == [1, 1])
        #expect(WeightRule.topr.weighing().weights(ratios, advantage: -2) == [1, 1])
        let fallen = WeightRule.topr.weighing().weights(ratios.map { -$0 }, advantage: -2)
        #expect(agrees(fallen, [1 / 1.44, 1 / 1.44]))
    }

    /// GSPO-token: s_t = sg(s) · π/sg(π) for each token, clipped like s, tokens averaged.
    @Test("GSPO and GSPO-token have the same gradient where the advantage is shared")
    func gspoToken() {
        let clip = ClipInterval(below: 0.2, above: 0.3)
        let rule = WeightRule.gspo.weighing(["eps_low": 0.2, "eps_high": 0.3])
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            let logRatios = (0..<5).map { _ in generator.number(-0.5...0.5) }
            let advantage = generator.number(-2...2)
            let frozen = responseRatio(logRatios)
            let weights = rule.weights(logRatios, advantage: advantage)
            for index in logRatios.indices {
                let losses = [1e-6, -1e-6].map { change -> Double in
                    let ratio = frozen * exp(change)
                    return max(-advantage * ratio, -advantage * clip.clamped(ratio)) / 5
                }
                let slope = (losses[0] - losses[1]) / 2e-6
                #expect(abs(slope + weights[index] * advantage / 5) < 1e-8)
            }
        }
    }

    @Test("LUSPO's loss is GSPO's times the length")
    func luspo() {
        let values = ["eps_low": 0.1, "eps_high": 0.1]
        let (short, long) = (WeightRule.gspo.weighing(values), WeightRule.luspo.weighing(values))
        let logRatios = [0.02, -0.01, 0.05]
        #expect(
            agrees(long.loss(logRatios, logRatios, 2), 3 * short.loss(logRatios, logRatios, 2)))
        #expect(
            long.weights(logRatios, advantage: 2) == short.weights(logRatios, advantage: 2))
    }
}

extension WeightRule {
    /// Returns how a rule on whole responses weighs them.
    fileprivate func weighing(_ values: ParameterValues = [:]) -> ResponseWeighing {
        guard let responses = bound(values).responses else {
            preconditionFailure("\(name) weighs tokens")
        }
        return responses
    }
}
