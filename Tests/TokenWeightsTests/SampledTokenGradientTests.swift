// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@Test("The gradient on a probability is GRPO's A/q, ASPO's A q/p² and REINFORCE's A/p")
private func onProbability() {
    for (old, new) in [(0.1, 0.05), (0.3, 0.2), (0.5, 0.55)] {
        let token = Token(old: old, new: new, advantage: 2)
        func slope(_ rule: WeightRule) -> Double {
            SampledTokenGradient(weight: rule.bound().weight(token), token: token).onProbability
        }
        #expect(agrees(slope(.grpo), -2 / old))
        #expect(agrees(slope(.aspo), -2 * old / (new * new)))
        #expect(agrees(slope(.reinforce), -2 / new))
    }
}

@Test("The gradient on the sampled logit is that of the transcript in the manual")
private func onLogit() {
    let token = Token(old: 0.1, new: 0.05, advantage: 1)
    let grpo = SampledTokenGradient(weight: 0.5, token: token)
    #expect(agrees(grpo.onLogProbability, -0.5))
    #expect(agrees(grpo.onSampledLogit, -0.475))
    #expect(agrees(SampledTokenGradient(weight: 2, token: token).onSampledLogit, -1.9))
    #expect(agrees(grpo.logitL1Norm, 0.95))
}

@Test("A certain token has no gradient on logits, a masked one none at all")
private func zeros() {
    let certain = SampledTokenGradient(weight: 1, advantage: 1, logProbability: 0)
    #expect(certain.onSampledLogit == 0 && certain.logitL1Norm == 0)
    let masked = SampledTokenGradient(weight: 0, advantage: 1, logProbability: -1e4)
    #expect(masked.onProbability == 0)
    #expect(masked.onLogProbability.sign == .plus)
    let rare = SampledTokenGradient(weight: 1, advantage: 1, logProbability: -1e4)
    #expect(rare.onProbability == -.infinity)
}

@Test("Near certainty 1 − π keeps its digits")
private func nearlyCertain() {
    let gradient = SampledTokenGradient(weight: 1, advantage: -1, logProbability: -1e-18)
    #expect(agrees(gradient.onSampledLogit, 1e-18))
}
