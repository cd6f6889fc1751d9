// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import TestSupport
import Testing
import TokenWeights

private let rules = WeightRule.ofTokens.filter { $0.bound().ratioWeight != nil }

@Test(
    "Weights as numbers are those of the rule's expression, to the bit",
    arguments: rules.map(\.name))
private func agrees(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let expression = try Expression(parsing: #require(rule.expression))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<40 {
        let values = generator.values(rule)
        let bound = rule.bound(values)
        func stated(_ token: Token) throws -> Double {
            guard token.advantage > 0 || token.advantage < 0 else { return 0 }
            var scope = Scope(numbers: rule.parameters.completed(values))
            for variable in TokenVariable.allCases {
                scope.numbers[variable.name] = variable.value(token)
            }
            return try expression.value(in: scope)
        }
        let numbers = try #require(bound.ratioWeight)
        for _ in 0..<50 {
            let token = generator.token()
            for advantage in [token.advantage, 0, .nan] {
                let valued = token.valued(at: advantage)
                #expect(try numbers.weight(valued) == stated(valued), "\(valued)")
                #expect(numbers.weight(valued) == bound.weight(valued), "\(valued)")
            }
            for edge in bound.edges(token.oldLogProbability, token.advantage) {
                for ratio in [edge.nextDown, edge, edge.nextUp] {
                    let moved = token.nudged { _ in ratio }
                    #expect(try numbers.weight(moved) == stated(moved), "\(moved)")
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

@Test(
    "A rule is said as numbers where its weights are masks, caps and a shape of the ratio, else not",
    arguments: WeightRule.ofTokens.map(\.name))
private func sayable(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    let isSayable =
        rule.additive == nil && [1.0, -1].allSatisfy { isShape(rule.bound(), advantage: $0) }
    #expect((rule.bound().ratioWeight != nil) == isSayable)
}

/// Returns whether a rule's weights on tokens of one sign depend on nothing but the ratio, and are
/// 0, a shape of it, or the largest one.
private func isShape(_ rule: BoundRule, advantage: Double) -> Bool {
    let logRatios = stride(from: -4.0, through: 4, by: 0.05)
    let curves = [(-0.02, false), (-3, false), (-3, true), (-15, false)].map { old, isHigh in
        logRatios.map { logRatio in
            rule.weight(
                Token(
                    oldLogProbability: old, logProbability: old + logRatio, advantage: advantage,
                    entropy: 1, isHighEntropy: isHigh, importanceRatio: exponential(logRatio)))
        }
    }
    guard let curve = curves.first, curves.allSatisfy({ $0 == curve }) else { return false }
    let largest = curve.reduce(0, max)
    // A weight that is always less than 1 is a share, and no shape held by a cap.
    guard largest == 0 || largest >= 1 else { return false }
    return RatioWeight.Shape.allCases.contains { shape in
        let side = RatioWeight.Side(shape, cap: largest)
        let whole = RatioWeight(positive: side, negative: side)
        return zip(logRatios, curve).allSatisfy { logRatio, weight in
            let token = Token(
                oldLogProbability: -5, logProbability: -5, advantage: 1, entropy: nil,
                isHighEntropy: false, importanceRatio: exponential(logRatio))
            return weight == 0 || weight == whole.weight(token)
        }
    }
}
