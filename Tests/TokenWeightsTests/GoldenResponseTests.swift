// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// Batches of responses, and the gradients that trainers' own functions give on them.
private struct GoldenBatches: Decodable {
    let params: [String: String]
    let cases: [Batch]

    struct Batch: Decodable {
        let adv: [Double]
        let logp_mu: [[Double]]
        let logp_old: [[Double]]
        let logp: [[Double]]
        let methods: [String: [[Double]]]

        /// Whether FIPO's released code drops a response: a bad one with two ratios beyond 10.
        func drops(_ place: Int) -> Bool {
            let beyond = zip(logp[place], logp_old[place]).count { $0 - $1 > logarithm(10) }
            return adv[place] < 0 && beyond > 1
        }
    }
}

/// How a trainer adds the tokens of a batch up.
private enum Aggregation {
    case sum, tokenMean, keptTokenMean, sequenceMean, responseMean

    /// The factor of a token in a response of some length.
    func factor(length: Int, responses: Int, tokens: Int) -> Double {
        switch self {
        case .sum: 1
        case .tokenMean, .keptTokenMean: 1 / Double(tokens)
        case .sequenceMean: 1 / Double(responses * length)
        case .responseMean: 1 / Double(responses)
        }
    }
}

private struct ResponseCase: Sendable, CustomStringConvertible {
    let file: String
    let column: String
    let rule: BoundRule
    var correction: BoundCorrection?
    let aggregation: Aggregation
    var tolerance = 1e-12
    /// Whether the trainer takes π_old for μ.
    var takesOldForEngine = false
    /// Whether it takes μ for π_old.
    var takesEngineForOld = false

    var description: String { column }

    func gradients(_ response: [Token]) -> [Double] {
        let weights =
            rule.responses.map { responses in
                responses.weights(
                    response.map { $0.logProbability - $0.oldLogProbability },
                    advantage: response[0].advantage)
            } ?? response.map { rule.weight($0) }
        let factors = correction?.factors(response) ?? response.map { _ in 1 }
        return zip(weights, factors).map { 0 - $0 * $1 * response[0].advantage }
    }
}

private let ppo = WeightRule.ppo.bound()
private let grpo = WeightRule.grpo.bound()
private let slime = WeightRule.ppo.bound(["eps_high": 0.28])

private func bounded(_ correction: Correction, _ low: Double, _ high: Double) -> BoundCorrection {
    correction.bound(["rho_low": low, "rho_high": high])
}

private func engine(
    _ column: String, _ rule: BoundRule, _ correction: BoundCorrection,
    _ aggregation: Aggregation, tolerance: Double = 1e-12, takesOldForEngine: Bool = false
) -> ResponseCase {
    ResponseCase(
        file: "sequences_mu.json", column: column, rule: rule, correction: correction,
        aggregation: aggregation, tolerance: tolerance, takesOldForEngine: takesOldForEngine)
}

private func response(
    _ column: String, _ rule: WeightRule, _ values: ParameterValues, _ aggregation: Aggregation,
    tolerance: Double = 1e-12, takesEngineForOld: Bool = false
) -> ResponseCase {
    ResponseCase(
        file: "sequences_rules.json", column: column, rule: rule.bound(values),
        aggregation: aggregation, tolerance: tolerance, takesEngineForOld: takesEngineForOld)
}

private let opsm = Correction.opsm.bound(["opsm_delta": 0.05])

private let corrections: [ResponseCase] = [
    engine("verl_seq_tis", grpo, bounded(.sequenceTIS, 0, 2), .sum),
    engine("verl_seq_icepop", grpo, bounded(.sequenceIcePop, 0.5, 2), .sum),
    engine("verl_seq_mean_k1", grpo, bounded(.geometricRejection, 1 / 1.05, 1 / 0.9), .sum),
    engine("trl_sequence_mask", ppo, bounded(.sequenceIcePop, 0, 3), .sum),
    engine("trl_sequence_truncate", ppo, bounded(.sequenceTIS, 0.3, 3), .sum),
    engine("trl_opsm", ppo, opsm, .sum),
    engine("trl_opsm_nomu", ppo, opsm, .sum, takesOldForEngine: true),
    engine("slime_opsm", ppo, opsm, .sum, takesOldForEngine: true),
    engine("swift_sequence_truncate", ppo, bounded(.geometricTIS, 0, 1.1), .tokenMean),
    engine("swift_sequence_mask", ppo, bounded(.geometricMask, 0, 1.1), .tokenMean),
    engine("slime_mis_seq_truncate", slime, bounded(.sequenceTIS, 0, 2), .sum),
    engine("skyrl_seq_tis", ppo, bounded(.sequenceTIS, 0, 5), .sum, tolerance: 3e-6),
    engine("skyrl_geo_mask", ppo, bounded(.geometricRejection, 0.97, 1.04), .sum, tolerance: 3e-6),
    engine("openrlhf_seq_mask_tis", ppo, bounded(.geometricMask, 0.95, 1.1), .sum),
    engine("nemo_seq_mask_tis", ppo, bounded(.geometricMask, 0.95, 1.1), .sum),
    engine("roll_seq_is", WeightRule.grpo.bound(["c": 1.4]), bounded(.sequenceTIS, 0, 2), .sum),
    engine("verl_seq_sum_k1", grpo, bounded(.sequenceRejection, 1 / 2.5, 1 / 0.5), .sum),
    engine("skyrl_product_mask", ppo, bounded(.sequenceRejection, 0.5, 2), .sum, tolerance: 3e-6),
    engine("swift_opsm", ppo, opsm, .tokenMean),
    engine("slime_mis_geo_mask", slime, bounded(.geometricIcePop, 0.98, 1.05), .sum),
    engine(
        "areal_seq_ratio_mask", ppo, bounded(.geometricIcePop, 0.9, 1.05), .sum, tolerance: 3e-6),
    engine("areal_seq_ratio_clamp", ppo, bounded(.geometricTIS, 0, 1.05), .sum, tolerance: 3e-6),
]

private let wide: ParameterValues = ["eps_low": 0.05, "eps_high": 0.08]

private let rules: [ResponseCase] = [
    response("verl_gspo", .gspo, wide, .sequenceMean, tolerance: 1e-7),
    response("trl_gspo", .gspo, wide, .sequenceMean),
    response("trl_gspo_token", .gspoToken, wide, .sequenceMean),
    response("swift_gspo_token", .gspoToken, wide, .sequenceMean),
    response("openrlhf_gspo", .gspo, wide, .sequenceMean, tolerance: 1e-7),
    response("skyrl_gspo", .gspo, wide, .sum), response("areal_gspo", .gspo, wide, .tokenMean),
    response(
        "nemo_gspo", .gspo, ["eps_low": 0.05, "eps_high": 0.05], .sequenceMean, tolerance: 1e-7),
    response("verl_geo_mean", .gmpo, [:], .sequenceMean, tolerance: 1e-7),
    response("trl_gmpo", .gmpo, [:], .sequenceMean),
    response("trl_luspo", .luspo, ["eps_low": 0.05, "eps_high": 0.06], .responseMean),
    response("trl_vespo", .vespo, [:], .tokenMean),
    response("vespo_official", .vespo, [:], .tokenMean, tolerance: 1e-7),
    response("swift_fipo", .fipo, [:], .tokenMean),
    response("fipo_official", .fipo, ["fipo_drop": 2], .keptTokenMean, tolerance: 1e-7),
    response("roll_topr", .toprToken, [:], .sum),
    response(
        "openrlhf_gspo_vllm", .gspo, wide, .sequenceMean, tolerance: 1e-7, takesEngineForOld: true),
    response("WORKED_topr_trajectory", .topr, [:], .sum),
    response("WORKED_pos_response_mean", .positiveMean, ["c": .infinity], .sum),
]

@Test(
    "On whole responses, rules and corrections give the gradients of the trainers' own functions",
    arguments: corrections + rules)
private func responses(_ golden: ResponseCase) throws {
    let batches = try TokenWeightsTests.golden(golden.file, as: GoldenBatches.self).cases
    var compared = 0
    for batch in batches {
        guard let expected = batch.methods[golden.column] else { continue }
        let tokens = batch.logp.indices.reduce(0) { count, place in
            let leaves = golden.aggregation == .keptTokenMean && batch.drops(place)
            return leaves ? count : count + batch.logp[place].count
        }
        for (place, expected) in expected.enumerated() {
            let response = batch.logp[place].indices.map { index in
                Token(
                    oldLogProbability: golden.takesEngineForOld
                        ? batch.logp_mu[place][index] : batch.logp_old[place][index],
                    logProbability: batch.logp[place][index], advantage: batch.adv[place],
                    engineLogProbability: golden.takesOldForEngine
                        ? batch.logp_old[place][index] : batch.logp_mu[place][index])
            }
            let factor = golden.aggregation.factor(
                length: response.count, responses: batch.logp.count, tokens: tokens)
            for (found, expected) in zip(golden.gradients(response), expected) {
                #expect(
                    agrees(
                        found * factor, expected, relative: golden.tolerance,
                        absolute: golden.tolerance / 1000),
                    "response \(place): \(found * factor) and not \(expected)")
                compared += 1
            }
        }
    }
    #expect(compared > 100)
}

/// What no method with a correction says, and why.
private let others: [String: String] = [
    "verl_token_tis_bn": "factors divided by their mean over the batch",
    "verl_seq_tis_bn": "factors divided by their mean over the batch",
    "slime_mis_yaml_veto": "factors divided by their mean over the batch, and a veto",
    "verl_seq_mean_k3": "drops by the mean of k3", "verl_seq_max_k2": "drops by the largest k2",
    "verl_k1_and_max_k3": "two corrections at once",
    "verl_bypass_pg_geo_rs_seq_tis": "two corrections at once",
    "roll_geo_filter": "two corrections at once", "skyrl_outlier": "drops by a single token",
    "areal_seq_k3_max": "drops by the largest k3",
    "trl_vespo_is": "the factor is inside of VESPO's ratio",
    "trl_vespo_mask": "the factor is inside of VESPO's ratio",
    "swift_real": "compared as a rule on groups, in GoldenBatchTests",
]

@Test(
    "Every column of the trainers' responses is compared, or it is said why not",
    arguments: ["sequences_mu.json", "sequences_rules.json"])
private func coverage(file: String) throws {
    let columns = Set(try TokenWeightsTests.golden(file, as: GoldenBatches.self).params.keys)
    let compared = Set((corrections + rules).filter { $0.file == file }.map(\.column))
    #expect(compared.isSubset(of: columns) && compared.isDisjoint(with: others.keys))
    #expect(columns.subtracting(compared) == columns.intersection(others.keys))
}
