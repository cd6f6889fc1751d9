// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing
import TokenWeights

/// Numbers of the paper's own example and of its neighbours, worked by hand.
private let worked: [(old: Double, new: Double, grpo: Double, aspo: Double)] = [
    (old: 0.9, new: 0.1, grpo: 1.0 / 9, aspo: 3),  // the flip gives 9, the cap leaves 3
    (old: 0.9, new: 0.95, grpo: 0.95 / 0.9, aspo: 0.9 / 0.95),
    (old: 0.9, new: 0.5, grpo: 5.0 / 9, aspo: 1.8),
    (old: 0.1, new: 0.05, grpo: 0.5, aspo: 2),
    (old: 0.02, new: 0.03, grpo: 0, aspo: 0),  // masked under both: r = 1.5
]

@Test("GRPO and ASPO weight a good answer's token as the paper works it out", arguments: worked)
private func paper(row: (old: Double, new: Double, grpo: Double, aspo: Double)) {
    let token = Token(old: row.old, new: row.new, advantage: 1)
    #expect(agrees(WeightRule.grpo.bound().weight(token), row.grpo))
    #expect(agrees(WeightRule.aspo.bound().weight(token), row.aspo))
}

@Test("Without its cap ASPO gives the paper's example the weight 9, 81 times GRPO's")
private func uncapped() {
    let token = Token(old: 0.9, new: 0.1, advantage: 1)
    let flipped = WeightRule.aspoNocap.bound().weight(token)
    let grpo = WeightRule.grpo.bound().weight(token)
    #expect(agrees(flipped, 9))
    #expect(agrees(flipped / grpo, 81))
    #expect(agrees(WeightRule.aspo.bound().weight(token) / grpo, 27))
}

@Test("For bad answers ASPO is GRPO up to c, and beyond c it keeps the gradient")
private func badAnswers() {
    let grpo = WeightRule.grpo.bound()
    let aspo = WeightRule.aspo.bound()
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<500 {
        let token = generator.token().valued(at: -1)
        let isBeyond = token.importanceRatio > 3
        #expect(aspo.weight(token) == (isBeyond ? 3 : grpo.weight(token)))
        #expect(!isBeyond || grpo.weight(token) == 0)
    }
}

@Test("For good answers inside the cap, GRPO's weight times ASPO's is 1")
private func reciprocal() {
    let grpo = WeightRule.grpo.bound()
    let aspo = WeightRule.aspo.bound()
    for ratio in [0.34, 0.5, 0.8, 1, 1.1, 1.19] {
        let token = Token(old: 0.5, new: 0.5 * ratio, advantage: 1)
        #expect(agrees(grpo.weight(token) * aspo.weight(token), 1))
    }
}

@Test("Differentiating straight through 1/r would push a good token the wrong way")
private func stopGradient() {
    let clip = ClipInterval(below: 0.2, above: 0.2)
    let token = Token(old: 0.2, new: 0.1, advantage: 1)
    let step = 1e-6
    let up = token.moved(to: token.logProbability + step)
    let down = token.moved(to: token.logProbability - step)
    func loss(_ token: Token, frozen: Token) -> Double {
        aspoLoss(
            token, frozen: frozen, clip: clip, positiveCap: .infinity, negativeCap: .infinity)
    }
    let frozen = (loss(up, frozen: token) - loss(down, frozen: token)) / (2 * step)
    let naive = (loss(up, frozen: up) - loss(down, frozen: down)) / (2 * step)
    #expect(agrees(frozen, -2, relative: 1e-8))
    #expect(agrees(naive, 2, relative: 1e-8))
}

@Test("The released code gives high-entropy tokens the interval 0.4, the others 0.2")
private func entropyInterval() {
    let code = WeightRule.aspoCode.bound()
    let paper = WeightRule.aspo.bound()
    let certain = Token(oldLogProbability: -2, logProbability: -2 + logarithm(1.3), advantage: 1)
    let entropic = Token(
        oldLogProbability: -2, logProbability: certain.logProbability, advantage: 1,
        isHighEntropy: true)
    #expect(code.weight(certain) == 0)
    #expect(agrees(code.weight(entropic), 1 / 1.3))
    #expect(paper.weight(certain) == 0)
    #expect(paper.weight(entropic) == 0)
    #expect(code.edges(-2, 1) == [1.0 / 3, 1.2, 1.4])
}

@Test("Both titles of the paper are credited")
private func titles() {
    for rule in [WeightRule.aspo, .aspoCode, .aspoNocap, .aspoNomask] {
        #expect(rule.source.contains("ASPO: Asymmetric Importance Sampling Policy Optimization"))
        #expect(rule.source.contains("When Importance Sampling Misallocates Credit"))
        #expect(rule.source.contains("arXiv:2510.06062"))
    }
}
