// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// A trainer's own function, and what of ours must reproduce its gradient on tokens with a rollout
/// engine and a reference policy.
private struct TrainerCase: Sendable, CustomStringConvertible {
    let file: String
    let column: String
    let rule: BoundRule
    var correction: BoundCorrection?
    var penalty: ReferencePenalty?
    /// Whether the penalty is multiplied by the correction's factor, as in ms-swift.
    var correctsPenalty = false
    /// Whether the penalty is clamped, as verl, ms-swift, slime and NeMo do.
    var clampsPenalty = false
    /// Whether the trainer takes the engine's policy for the old one.
    var bypassesOld = false
    /// Kinds of rows that are not compared, as the file's head says.
    var skipped: Set<String> = []
    /// 2e-6 where the trainer computes in float32.
    var tolerance = 1e-12

    var description: String { column }

    /// Whether the trainer clamps log r to ±20 as we do, or does not use r.
    var isClamped: Bool {
        !["trl_", "areal_", "slime_", "nemo_", "roll_ppo", "swift_"].contains {
            column.hasPrefix($0)
        }
    }

    /// ∂L/∂log π of a token.
    func gradient(_ row: Token) -> Double {
        let token =
            bypassesOld
            ? Token(
                oldLogProbability: row.engineLogProbability ?? .nan,
                logProbability: row.logProbability, advantage: row.advantage) : row
        let factor = correction?.factor(token) ?? 1
        let pull = penalty?.additive(token, coefficient: 0.05, isClamped: clampsPenalty) ?? 0
        return -(rule.score(token, factor: factor) + pull * (correctsPenalty ? factor : 1))
    }
}

private let ppo = WeightRule.ppo.bound()
private let grpo = WeightRule.grpo.bound()
private let verl = "tokens_mu_verl_trl_areal_prime.csv"
private let others = "tokens_mu_slime_openrlhf_skyrl_roll_nemo_swift.csv"
private let signed = "tokens_signed.csv"
private let rules = "tokens_rules.csv"

private func tis(_ low: Double, _ high: Double) -> BoundCorrection {
    Correction.tis.bound(["rho_low": low, "rho_high": high])
}

private func icePop(_ low: Double, _ high: Double) -> BoundCorrection {
    Correction.icePop.bound(["rho_low": low, "rho_high": high])
}

private func ratioMask(_ low: Double, _ high: Double) -> BoundCorrection {
    Correction.ratioMask.bound(["rho_low": low, "rho_high": high])
}

private let engineCases: [TrainerCase] = [
    TrainerCase(file: verl, column: "verl_tis", rule: grpo, correction: tis(0, 2)),
    TrainerCase(file: verl, column: "verl_icepop", rule: grpo, correction: icePop(0.5, 5)),
    TrainerCase(
        file: verl, column: "verl_token_k1", rule: grpo, correction: ratioMask(1 / 3.0, 2)),
    TrainerCase(
        file: verl, column: "verl_token_k3", rule: grpo,
        correction: Correction.k3Mask.bound(["rho_high": 0.1])),
    TrainerCase(file: verl, column: "verl_bypass_pg_is", rule: WeightRule.reinforceIS.bound()),
    TrainerCase(
        file: verl, column: "verl_bypass_ppo", rule: grpo, bypassesOld: true, skipped: ["extreme"]),
    TrainerCase(file: verl, column: "trl_token_truncate", rule: ppo, correction: tis(0, 3)),
    TrainerCase(file: verl, column: "trl_token_mask", rule: ppo, correction: icePop(0, 3)),
    TrainerCase(
        file: verl, column: "trl_token_truncate_cispo",
        rule: WeightRule.cispo.bound(["eps_high": 4]), correction: tis(0, 3)),
    TrainerCase(file: verl, column: "areal_none", rule: ppo),
    TrainerCase(
        file: verl, column: "areal_mask", rule: ppo, correction: icePop(0, 5), skipped: ["near"],
        tolerance: 2e-6),
    TrainerCase(
        file: verl, column: "areal_clamp", rule: ppo, correction: tis(0, 5), skipped: ["near"],
        tolerance: 2e-6),
    TrainerCase(file: verl, column: "prime_default", rule: WeightRule.primeRL.bound()),
    TrainerCase(file: verl, column: "prime_ipo", rule: WeightRule.ipo.bound()),
    TrainerCase(
        file: others, column: "slime_tis", rule: WeightRule.ppo.bound(["eps_high": 0.28]),
        correction: tis(0, 2)),
    TrainerCase(
        file: others, column: "slime_icepop", rule: WeightRule.ppo.bound(["eps_high": 0.28]),
        correction: icePop(0, 2)),
    TrainerCase(
        file: others, column: "slime_mis_truncate", rule: WeightRule.ppo.bound(["eps_high": 0.28]),
        correction: tis(0, 2)),
    TrainerCase(
        file: others, column: "slime_mis_clip", rule: WeightRule.ppo.bound(["eps_high": 0.28]),
        correction: tis(0.5, 2)),
    TrainerCase(
        file: others, column: "slime_mis_mask", rule: WeightRule.ppo.bound(["eps_high": 0.28]),
        correction: icePop(0.5, 2)),
    TrainerCase(
        file: others, column: "openrlhf_tis", rule: ppo, correction: tis(0.5, 5),
        skipped: ["extreme"]),
    TrainerCase(
        file: others, column: "openrlhf_icepop", rule: ppo, correction: icePop(0.5, 5),
        skipped: ["extreme"]),
    TrainerCase(
        file: others, column: "skyrl_tis", rule: ppo, correction: tis(0, 2),
        skipped: ["extreme", "near"], tolerance: 2e-6),
    TrainerCase(
        file: others, column: "skyrl_token_mask", rule: ppo, correction: ratioMask(0.5, 2),
        skipped: ["extreme", "near"], tolerance: 2e-6),
    TrainerCase(
        file: others, column: "skyrl_rollout_is",
        rule: WeightRule.twoSided.bound(["eps_low": 0.2, "eps_high": 0.28]), skipped: ["near"],
        tolerance: 2e-6),
    TrainerCase(
        file: others, column: "skyrl_dppo_tv",
        rule: WeightRule.primeRL.bound(["mask_low": 0.15, "mask_high": 0.15, "kl_tau": 0]),
        skipped: ["extreme", "near"], tolerance: 2e-6),
    TrainerCase(
        file: others, column: "roll_ppo_is", rule: WeightRule.grpo.bound(["c": 1.4]),
        correction: tis(0, 2)),
    TrainerCase(file: others, column: "nemo_tis", rule: ppo, correction: tis(0, 5)),
    TrainerCase(file: others, column: "nemo_icepop", rule: ppo, correction: icePop(0.5, 5)),
    TrainerCase(file: others, column: "swift_token_truncate", rule: ppo, correction: tis(0, 2)),
    TrainerCase(file: others, column: "swift_token_mask", rule: ppo, correction: icePop(0, 2)),
]

private let signedCases: [TrainerCase] = [
    TrainerCase(file: signed, column: "kimi15", rule: WeightRule.kimi.bound()),
    TrainerCase(file: signed, column: "dro", rule: WeightRule.dro.bound()),
    TrainerCase(
        file: signed, column: "prime_signed", rule: WeightRule.primeRL.bound(["kl_tau": 0.2])),
    TrainerCase(
        file: signed, column: "verl_kl_k1", rule: grpo, penalty: .k1, skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "verl_kl_k2", rule: grpo, penalty: .k2, skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "verl_kl_k3", rule: grpo, penalty: .k3, clampsPenalty: true,
        skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "verl_kl_k1p", rule: grpo, penalty: .k1Plus, skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "verl_kl_k3p", rule: grpo, penalty: .k3Plus, skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "verl_kl_abs", rule: grpo, penalty: .abs, skipped: ["extreme"]),
    TrainerCase(file: signed, column: "trl_kl", rule: ppo, penalty: .k3),
    TrainerCase(file: signed, column: "trl_kl_biascorr", rule: ppo, penalty: .k3Ratio),
    TrainerCase(
        file: signed, column: "trl_kl_is", rule: ppo, correction: tis(0, 3), penalty: .k3),
    TrainerCase(
        file: signed, column: "swift_kl_is", rule: ppo, correction: tis(0, 3), penalty: .k3,
        correctsPenalty: true, clampsPenalty: true),
    TrainerCase(
        file: signed, column: "nemo_kl_k3", rule: ppo, penalty: .k3Plus, clampsPenalty: true,
        skipped: ["extreme"]),
    TrainerCase(
        file: signed, column: "slime_kl_unbiased", rule: ppo, penalty: .k3Ratio, tolerance: 2e-6),
    TrainerCase(
        file: signed, column: "WORKED_r2vpo", rule: WeightRule.r2vpo.bound(), skipped: ["extreme"]),
]

private let ruleCases: [TrainerCase] = [
    TrainerCase(
        file: rules, column: "dgpo_a", rule: WeightRule.dgpo.bound(), skipped: ["extreme"]),
    TrainerCase(
        file: rules, column: "dgpo_b",
        rule: WeightRule.dgpo.bound(["dgpo_n": 2, "dgpo_m": 3, "eps_high": 0.28]),
        skipped: ["extreme"]),
    TrainerCase(
        file: rules, column: "maspo_a", rule: WeightRule.maspo.bound(), skipped: ["extreme"]),
    TrainerCase(
        file: rules, column: "maspo_b",
        rule: WeightRule.maspo.bound([
            "maspo_sigma": 2, "maspo_alpha": 0.5, "maspo_beta_neg": 0.3, "maspo_beta_pos": 0.2,
        ]), skipped: ["extreme"]),
    TrainerCase(file: rules, column: "roll_tis_pg", rule: WeightRule.tisPG.bound()),
    TrainerCase(file: rules, column: "roll_topr", rule: WeightRule.toprToken.bound()),
    TrainerCase(file: rules, column: "roll_cispo_mask", rule: WeightRule.cispoMask.bound()),
    TrainerCase(
        file: rules, column: "trl_delta", rule: WeightRule.deltaClip.bound(["eps_high": 0.28])),
    TrainerCase(
        file: rules, column: "WORKED_up", rule: WeightRule.upGRPO.bound(), skipped: ["extreme"]),
]

@Test(
    "Rules, corrections and penalties give the gradients of the trainers' own functions",
    arguments: engineCases + signedCases + ruleCases)
private func trainers(_ golden: TrainerCase) throws {
    var compared = 0
    for row in try goldenRows(golden.file)
    where !golden.skipped.contains(row.kind) && (row.kind != "extreme" || golden.isClamped) {
        let expected = try #require(row.numbers["\(golden.column).grad"])
        let found = golden.gradient(row.token)
        #expect(
            agrees(found, expected, relative: golden.tolerance, absolute: golden.tolerance / 10),
            "\(row): \(found) and not \(expected)")
        compared += 1
    }
    #expect(compared > 100)
}
