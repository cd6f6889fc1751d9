// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

private let names = WeightRule.ofTokens.map(\.name)

@Test("Weights are finite and never negative for every finite input", arguments: names)
private func finite(name: String) throws {
    let published = try #require(WeightRule.named(name))
    let rule = published.bound()
    let logProbabilities = [0, -1e-300, -1e-9, -0.5, -5, -19.99, -25, -745, -1e5, -1e308, 3]
    for old in logProbabilities {
        for new in logProbabilities {
            for advantage in [1e300, 1, 1e-300, 0, -1e-300, -1, -1e300] {
                let token = Token(
                    oldLogProbability: old, logProbability: new, advantage: advantage)
                let weight = rule.weight(token)
                // Some rules do not clamp π/μ; it is finite where it is a number.
                if published.needs.contains(.engine), abs(new - old) > 700 { continue }
                #expect(weight.isFinite && weight >= 0, "\(token)")
            }
        }
    }
}

@Test("A token that has not moved has weight 1 under every rule", arguments: names)
private func unmoved(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<50 {
        let values = generator.values(rule)
        for old in [-1e-6, -0.7, -12, -700] {
            for advantage in [2.0, -0.5] {
                let token = Token(
                    oldLogProbability: old, logProbability: old, advantage: advantage)
                let weight = rule.bound(values).weight(token)
                #expect(weight == rule.unmovedWeight(values, advantage), "\(values) \(token)")
            }
        }
    }
}

@Test("A token without an advantage has weight 0, loss 0 and no edges", arguments: names)
private func noAdvantage(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<100 {
        let token = generator.token().valued(at: 0)
        #expect(rule.weight(token) == 0)
        #expect(rule.loss(token, token) == 0 || rule.additive != nil)
        #expect(rule.edges(token.oldLogProbability, 0).isEmpty)
        #expect(rule.derivation(token).condition == "A=0 → no signal")
        #expect(rule.cap?.isActive(token) != true)
    }
}

@Test("Of the advantage, only the sign counts for a weight", arguments: names)
private func sign(name: String) throws {
    let rule = try #require(WeightRule.named(name)).bound()
    guard name != "maspo" else { return }
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
        let token = generator.token()
        #expect(rule.weight(token) == rule.weight(token.valued(at: token.advantage * 1e6)))
    }
}

@Test(
    "A rule's gradient is the derivative of its loss with its stop-gradients held",
    arguments: names)
private func derivative(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    var generator = SeededGenerator(seed: 4)
    var compared = 0
    for index in 0..<600 {
        let bound = rule.bound(index < 200 ? [:] : generator.values(rule))
        let token = generator.token()
        guard bound.isSmooth(around: token, by: 1e-3) else { continue }
        let step = 1e-5
        let slope =
            (bound.loss(token.moved(to: token.logProbability + step), token)
                - bound.loss(token.moved(to: token.logProbability - step), token)) / (2 * step)
        let gradient = 0 - bound.score(token)
        // Rounding in the loss is blown up by 1/step, and the method errs by step².
        let tolerance = 1e-9 * (1 + abs(gradient)) + 1e-10 * abs(bound.loss(token, token))
        #expect(agrees(slope, gradient, relative: 1e-7, absolute: tolerance), "\(token)")
        compared += 1
    }
    #expect(compared > 500)
}

@Test("Being outside the interval does not depend on the advantage", arguments: names)
private func outside(name: String) throws {
    guard let isOutside = try #require(WeightRule.named(name)).bound().isOutside else { return }
    var generator = SeededGenerator(seed: 5)
    var count = 0
    for _ in 0..<300 {
        let token = generator.token()
        let answer = isOutside(token)
        #expect(answer == isOutside(token.valued(at: -token.advantage)))
        #expect(answer == isOutside(token.valued(at: 0)))
        count += answer ? 1 : 0
    }
    #expect(count > 20 && count < 300)
}

@Test("A NaN ratio is never turned into a weight that looks measured", arguments: names)
private func notANumber(name: String) throws {
    let weight = try #require(WeightRule.named(name)).bound().weight
    for advantage in [1.0, -1] {
        let token = Token(
            oldLogProbability: .nan, logProbability: -1, advantage: advantage)
        let unmoved = weight(Token(old: 0.1, new: 0.1, advantage: advantage))
        // Rules of one weight do not use the ratio but to mask.
        let ignoresRatio = [0.95, 1, 1.05].allSatisfy {
            weight(Token(old: 0.1, new: 0.1 * $0, advantage: advantage)) == unmoved
        }
        #expect(ignoresRatio ? weight(token) == unmoved : weight(token).isNaN)
    }
    let token = Token(oldLogProbability: -1, logProbability: -1, advantage: .nan)
    #expect(weight(token) == 0)
}

extension WeightRule {
    /// What a token's weight is that has not moved: 1, but where a parameter says so.
    fileprivate func unmovedWeight(_ values: ParameterValues, _ advantage: Double) -> Double {
        func value(_ name: String) -> Double {
            values[name] ?? parameters.first { $0.name == name }?.defaultValue ?? .nan
        }
        switch name {
        case "psr": return advantage > 0 ? 1 : 0
        case "nsr": return advantage > 0 ? 0 : 1
        case "w-reinforce": return advantage > 0 ? value("positive") : 1
        case "prime-rl", "ipo": return value("adv_tau")
        case "reinforce-is": return min(1, value("bound"))
        default: return 1
        }
    }
}

extension BoundRule {
    /// Returns whether no edge is within some distance of a token in log r.
    fileprivate func isSmooth(around token: Token, by distance: Double) -> Bool {
        edges(token.oldLogProbability, token.advantage).allSatisfy {
            abs(logarithm($0) - logarithm(token.importanceRatio)) > distance
        }
    }
}
