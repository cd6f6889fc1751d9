// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

private let names = WeightRule.ofBatches.map(\.name)

@Suite("Rules on batches")
struct BatchRuleTests {
    @Test(
        "The score of every token is the derivative of the batch's loss, with what is chosen held",
        arguments: names)
    func derivative(name: String) throws {
        let rule = try #require(WeightRule.named(name))
        var generator = SeededGenerator(seed: 21)
        for index in 0..<40 {
            let bound = rule.bound(index < 10 ? [:] : choosing)
            try check(bound, generator.batch(seed: UInt64(index)))
        }
    }

    @Test("So it is under a mask of low entropies, whatever the rule weighs")
    func maskedDerivative() throws {
        var generator = SeededGenerator(seed: 22)
        for name in ["ppo", "kimi", "gspo-token", "real", "kl-cov", "bapo"] {
            let bound = try #require(WeightRule.named(name)).bound(choosing)
                .masked(EntropyMask(top: 0.4))
            for index in 0..<10 { try check(bound, generator.batch(seed: UInt64(index))) }
        }
    }

    /// Parameters with which every rule chooses some of a small batch's tokens.
    private let choosing: ParameterValues = [
        "clip_cov_ratio": 0.3, "clip_cov_low": 0.05, "clip_cov_high": 2, "kl_cov_ratio": 0.2,
        "m2_threshold": 0.02, "real_tau": 0.3, "eps_low": 0.3, "eps_high": 0.4,
    ]

    /// Compares the scores of a batch with central differences of its loss.
    private func check(_ bound: BoundRule, _ batch: TokenBatch) throws {
        let rule = try #require(bound.batch)
        let found = rule.weigh(batch)
        #expect(found.additive == nil || rule.addsTerms)
        for response in batch.responses {
            let share = rule.reduction == .mean ? 1 / Double(response.count) : 1
            for place in response where isSmooth(batch.tokens[place]) {
                let losses = [1e-6, -1e-6].map { change in
                    var moved = batch
                    moved.tokens[place] = batch.tokens[place].moved(
                        to: batch.tokens[place].logProbability + change)
                    return rule.loss(moved, batch)
                }
                let slope = (losses[0] - losses[1]) / 2e-6
                let score =
                    found.weights[place] * batch.tokens[place].advantage
                    + (found.additive?[place] ?? 0)
                #expect(
                    agrees(slope, 0 - score * share, relative: 1e-6, absolute: 1e-7),
                    "\(bound.name) token \(place): \(slope), \(-score * share)")
            }
        }
    }

    /// Returns whether a token is not within 1e-4 of where a mask of these tests begins.
    private func isSmooth(_ token: Token) -> Bool {
        [0.6, 0.65, 0.7, 0.75, 0.8, 1, 1.2, 1.4, 3].allSatisfy {
            abs(logarithm($0) - logarithm(token.importanceRatio)) > 1e-4
        }
    }

    @Test("The functions of a token are those of a batch of this token", arguments: names)
    func alone(name: String) throws {
        let bound = try #require(WeightRule.named(name)).bound()
        var generator = SeededGenerator(seed: 23)
        for _ in 0..<100 {
            let token = generator.token()
            let found = bound.weights(TokenBatch(tokens: [token]))
            #expect(bound.weight(token) == found.weights[0])
            #expect((bound.additive?(token) ?? 0) == (found.additive?[0] ?? 0))
        }
    }

    @Test("Weights are finite and never negative for every finite input", arguments: names)
    func finite(name: String) throws {
        let bound = try #require(WeightRule.named(name)).bound()
        let tokens = [-1e5, -745, -25, -1e-9, 0].flatMap { old in
            [-1e5, -30, -0.5, 0].flatMap { new in
                [1e3, 1, 0, -1e-3, -1e3].map {
                    Token(oldLogProbability: old, logProbability: new, advantage: $0)
                }
            }
        }
        let found = bound.weights(TokenBatch(tokens: tokens))
        #expect(found.weights.allSatisfy { $0.isFinite && $0 >= 0 })
        #expect(found.additive?.allSatisfy(\.isFinite) ?? true)
        #expect(bound.weights(TokenBatch(tokens: [])).weights.isEmpty)
    }

    @Test("Clip-Cov draws as many tokens as it says, by the seed alone")
    func drawing() {
        let bound = WeightRule.clipCov.bound([
            "clip_cov_ratio": 0.1, "clip_cov_low": 0.01, "clip_cov_high": 100, "eps_low": 0.9,
            "eps_high": 100,
        ])
        var generator = SeededGenerator(seed: 24)
        var choices: Set<[Double]> = []
        let batch = generator.batch(seed: 0)
        for seed in 0..<20 {
            let batch = TokenBatch(
                tokens: batch.tokens, responses: batch.responses, seed: UInt64(seed))
            let weights = bound.weights(batch).weights
            #expect(weights == bound.weights(batch).weights)
            #expect(weights.count { $0 == 0 } == max(1, weights.count / 10))
            choices.insert(weights)
        }
        #expect(choices.count > 5)
    }

    @Test("KL-Cov pulls back the first of equal tokens, at least one, and none that is no number")
    func ties() {
        let token = Token(old: 0.2, new: 0.3, advantage: 1)
        let unknown = Token(oldLogProbability: .nan, logProbability: .nan, advantage: 1)
        let bound = WeightRule.klCov.bound(["kl_cov_ratio": 0.5, "kl_cov_coef": 0.25])
        let found = bound.weights(TokenBatch(tokens: [token, token, token]))
        #expect(found.additive == [-0.25, 0, 0])
        #expect(bound.weights(TokenBatch(tokens: [unknown, unknown])).additive == [0, 0])
    }

    @Test("The mask keeps what reaches the quantile, and nothing of unknown entropy")
    func entropyMask() {
        let tokens = [0.1, 0.5, 0.2, 0.9, 0.3].map {
            Token(oldLogProbability: -1, logProbability: -1, advantage: 1, entropy: $0)
        }
        #expect(EntropyMask(top: 0.2).kept(tokens) == [false, false, false, true, false])
        #expect(EntropyMask(top: 0.5).kept(tokens) == [false, true, false, true, true])
        #expect(EntropyMask(top: 1).kept(tokens).allSatisfy { $0 })
        let unknown = Token(oldLogProbability: -1, logProbability: -1, advantage: 1)
        #expect(EntropyMask(top: 0.2).kept([unknown, tokens[0]]) == [false, true])
        #expect(EntropyMask(top: 0.2).kept([unknown]) == [false])
    }

    @Test("A mask of everything changes nothing, and one of less leaves the rule's name")
    func wholeMask() {
        let bound = WeightRule.gspo.bound()
        #expect(bound.masked(EntropyMask(top: 1)).batch == nil)
        let masked = bound.masked(EntropyMask(top: 0.5))
        #expect(masked.name == "gspo" && masked.title == "GSPO" && masked.entropyUse == .value)
        #expect(masked.batch?.reduction == .mean)
    }

    @Test("REAL compares within a group, and has nothing to say of one whose answers are all alike")
    func groups() {
        func token(_ new: Double, _ advantage: Double) -> Token {
            Token(old: 0.2, new: new, advantage: advantage)
        }
        let tokens = [token(0.3, 2), token(0.2, -0.5), token(0.25, 1), token(0.22, 1)]
        let bound = WeightRule.real.bound(["real_tau": 1])
        let apart = bound.weights(TokenBatch(tokens: tokens, groups: [0, 0, 1, 1])).weights
        // e^(−s)/(1 + e^(−s)) with s = log 1.5, over |A| = 2; at r = 1 it is 1/2, over 0.5.
        #expect(agrees(apart, [1 / 2.5 / 2, 1, 0, 0]))
        let together = bound.weights(TokenBatch(tokens: tokens)).weights
        #expect(together[2] > 0 && together[0] < apart[0])
    }
}

extension SeededGenerator {
    /// Returns a batch of responses of several lengths in groups of three.
    fileprivate mutating func batch(seed: UInt64) -> TokenBatch {
        var tokens: [Token] = []
        var responses: [Range<Int>] = []
        for response in 0..<9 {
            let first = tokens.count
            let advantage = response % 3 == 0 ? number(0.1...2) : number(-2...1)
            for _ in 0..<Int(number(1...6)) {
                let old = number(-4 ... -0.6)
                tokens.append(
                    Token(
                        oldLogProbability: old, logProbability: old + number(-0.5...0.5),
                        advantage: advantage, entropy: number(0...3),
                        engineLogProbability: old + number(-0.3...0.3)))
            }
            responses.append(first..<tokens.count)
        }
        return TokenBatch(
            tokens: tokens, responses: responses, groups: (0..<9).map { $0 / 3 }, seed: seed)
    }
}
