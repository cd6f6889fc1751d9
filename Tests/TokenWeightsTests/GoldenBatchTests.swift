// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// What a trainer divides by.
private enum Divisor { case one, tokens, keptTokens, groupsAndLengths }

private struct BatchCase: Sendable, CustomStringConvertible {
    let column: String
    let rule: BoundRule
    let divisor: Divisor
    var file = "batch_rules.json"
    var description: String { column }
}

private let cases: [BatchCase] = [
    BatchCase(
        column: "verl_clip_cov",
        rule: WeightRule.clipCov.bound([
            "clip_cov_ratio": 1, "clip_cov_low": 0.3, "clip_cov_high": 3,
        ]), divisor: .one),
    BatchCase(
        column: "verl_kl_cov",
        rule: WeightRule.klCov.bound(["kl_cov_ratio": 0.2, "kl_cov_coef": 0.1]), divisor: .one),
    BatchCase(column: "bapo", rule: WeightRule.bapo.bound(), divisor: .one),
    BatchCase(
        column: "bapo_b",
        rule: WeightRule.bapo.bound([
            "bapo_target": 0.85, "bapo_low_max": 0.9, "bapo_high_max": 3,
        ]), divisor: .one),
    BatchCase(
        column: "trl_entropy_mask",
        rule: WeightRule.ppo.bound().masked(EntropyMask(top: 0.2)), divisor: .tokens),
    BatchCase(
        column: "swift_entropy_mask",
        rule: WeightRule.ppo.bound().masked(EntropyMask(top: 0.2)), divisor: .tokens),
    BatchCase(
        column: "areal_m2po", rule: WeightRule.m2po.bound(["m2_threshold": 0.04]),
        divisor: .keptTokens),
    BatchCase(
        column: "swift_real", rule: WeightRule.real.bound(["real_tau": 0.5]),
        divisor: .groupsAndLengths, file: "sequences_rules.json"),
]

@Test(
    "On batches, rules give the gradients of the trainers' own functions", arguments: cases)
private func batches(_ golden: BatchCase) throws {
    let batches = try TokenWeightsTests.golden(golden.file, as: GoldenTokenBatches.self).cases
    let rule = try #require(golden.rule.batch)
    var compared = 0
    for given in batches {
        guard let expected = given.methods[golden.column] else { continue }
        let batch = given.batch
        let found = rule.weigh(batch)
        let kept = Double(keptBySecondMoment(batch.tokens, 0.04).filter { $0 }.count)
        for (response, expected) in zip(batch.responses, expected) {
            let divisor: Double =
                switch golden.divisor {
                case .one: 1
                case .tokens: Double(batch.tokens.count)
                case .keptTokens: kept
                case .groupsAndLengths:
                    Double(response.count * batch.responses.count / given.group)
                }
            for (place, expected) in zip(response, expected) {
                let score =
                    found.weights[place] * batch.tokens[place].advantage
                    + (found.additive?[place] ?? 0)
                #expect(
                    agrees(0 - score / divisor, expected, relative: 1e-12, absolute: 1e-15),
                    "token \(place): \(-score / divisor) and not \(expected)")
                compared += 1
            }
        }
    }
    #expect(batches.count == 8 && compared > 100)
}
