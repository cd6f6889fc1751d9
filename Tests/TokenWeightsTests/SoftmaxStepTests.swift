// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// Steps on the logits of one position, made by automatic differentiation.
private struct GoldenSteps: Decodable {
    let cases: [Step]

    struct Step: Decodable {
        let id: Int
        let logits: [Double]
        let logits_old: [Double]
        let action: Int
        let adv: Double
        let lr: Double
        let H: Double
        let grad_H: [Double]
        let methods: [String: Outcome]
    }

    struct Outcome: Decodable {
        let loss: Double
        let grad_z: [Double]
        let norm: Double
        let dH_first: Double
        let dH_exact: Double
    }
}

private let rules: [String: BoundRule] = [
    "ppo_dual": WeightRule.grpo.bound(),
    "dapo": WeightRule.dapo.bound(["c": 10]),
    "reinforce": WeightRule.reinforce.bound(),
    "cispo": WeightRule.cispo.bound(["eps_high": 4]),
    "sapo": WeightRule.sapo.bound(),
    "aspo_lowent": WeightRule.aspo.bound(),
    "aspo_highent": WeightRule.aspo.bound(["eps_low": 0.4, "eps_high": 0.4]),
]

@Test("Logit gradients, entropies and their changes are those of automatic differentiation")
private func golden() throws {
    let steps = try golden("softmax_step.json", as: GoldenSteps.self).cases
    #expect(steps.count == 30)
    for step in steps {
        let policy = Distribution(logits: step.logits)
        // verl's log Σ exp z − Σ p z cancels where the policy is almost certain.
        #expect(agrees(policy.entropy, step.H, absolute: 1e-15))
        #expect(agrees(policy.entropyGradient, step.grad_H, absolute: 1e-15))
        let token = Token(
            oldLogProbability: Distribution(logits: step.logits_old).logProbabilities[step.action],
            logProbability: policy.logProbabilities[step.action], advantage: step.adv)
        #expect(step.methods.count == rules.count)
        for (name, outcome) in step.methods {
            check(outcome, of: try #require(rules[name]), at: token, step: step, policy: policy)
        }
    }
}

private func check(
    _ outcome: GoldenSteps.Outcome, of rule: BoundRule, at token: Token, step: GoldenSteps.Step,
    policy: Distribution
) {
    let weight = rule.weight(token)
    let gradient = policy.logitGradient(
        sampled: step.action, weight: weight, advantage: step.adv)
    let change = gradient.map { -step.lr * $0 }
    #expect(agrees(rule.loss(token, token), outcome.loss))
    #expect(agrees(gradient, outcome.grad_z, absolute: 1e-14))
    #expect(agrees(l2Norm(gradient), outcome.norm, absolute: 1e-14))
    #expect(agrees(policy.firstOrderEntropyChange(change), outcome.dH_first, absolute: 1e-15))
    let after = policy.stepped(against: gradient, learningRate: step.lr)
    #expect(agrees(after.entropy - policy.entropy, outcome.dH_exact, absolute: 1e-14))

    let sampled = SampledTokenGradient(weight: weight, token: token)
    #expect(agrees(sampled.onSampledLogit, gradient[step.action], absolute: 1e-14))
    #expect(agrees(sampled.logitL1Norm, gradient.reduce(0) { $0 + abs($1) }, absolute: 1e-14))
}
