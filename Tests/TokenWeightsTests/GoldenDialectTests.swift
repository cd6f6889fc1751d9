// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

/// The settings of a trainer's run as somebody would paste them, and the column of the golden rows
/// that the trainer's own function computed under them.
private struct PastedCase: Sendable, CustomStringConvertible {
    let column: String
    let dialect: Dialect
    let settings: [(name: String, value: String)]
    var skipped: Set<String> = []
    var tolerance = 1e-12

    var description: String { column }

    init(
        _ column: String, _ dialect: String, _ settings: String, skip: Set<String> = [],
        tolerance: Double = 1e-12
    ) {
        self.column = column
        self.dialect = Dialect.named(dialect) ?? Dialect.all[0]
        self.settings = settings.split(separator: " ").map { word in
            let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
            return (pair[0], pair.count > 1 ? pair[1] : "true")
        }
        (skipped, self.tolerance) = (skip, tolerance)
    }

    /// Returns ∂L/∂log π of the tokens of a response.
    func gradients(_ response: [Token]) throws -> [Double] {
        let run = try dialect.run(settings)
        let tokens = response.map(run.policies.applied)
        let bound = try run.rule.bind(run.values)
        let weights =
            bound.responses?.weights(
                tokens.map { $0.logProbability - $0.oldLogProbability },
                advantage: tokens[0].advantage) ?? tokens.map { bound.weight($0) }
        let factors = try run.correction?.bind(run.correctionValues).factors(tokens)
        return tokens.indices.map { place in
            let (token, factor) = (tokens[place], factors?[place] ?? 1)
            let pull =
                run.penalty?.additive(
                    token, coefficient: run.penaltyCoefficient, isClamped: run.clampsPenalty) ?? 0
            let product = weights[place] == 0 ? 0 : weights[place] * token.advantage * factor
            return
                -(product + (bound.additive?(token) ?? 0)
                + pull * (run.correctsPenalty ? factor : 1))
        }
    }
}

private let verlFile = "tokens_mu_verl_trl_areal_prime.csv"
private let othersFile = "tokens_mu_slime_openrlhf_skyrl_roll_nemo_swift.csv"

private let extreme: Set<String> = ["extreme"]
private let float32: Set<String> = ["extreme", "near"]

private let tokenCases: [(file: String, cases: [PastedCase])] = [
    (
        verlFile,
        [
            PastedCase(
                "verl_tis", "verl",
                "actor_rollout_ref.actor.clip_ratio_low=0.2 algorithm.rollout_correction.rollout_is=token rollout_is_threshold=2.0 optim.lr=1e-6"
            ),
            PastedCase("verl_icepop", "verl", "rollout_is=token rollout_is_threshold='0.5_5.0'"),
            PastedCase("verl_token_k1", "verl", "rollout_rs=token_k1 rollout_rs_threshold=0.5_3"),
            PastedCase("verl_token_k3", "verl", "rollout_rs=token_k3 rollout_rs_threshold=0.1"),
            PastedCase(
                "verl_bypass_pg_is", "verl",
                "bypass_mode=true loss_type=reinforce rollout_is=token rollout_is_threshold=2"),
            PastedCase(
                "verl_bypass_ppo", "verl", "bypass_mode=True rollout_is=token", skip: extreme),
            PastedCase(
                "trl_token_truncate", "trl",
                "loss_type=grpo epsilon=0.2 use_vllm=True vllm_importance_sampling_mode=token_truncate",
                skip: extreme),
            PastedCase(
                "trl_token_mask", "trl",
                "vllm_importance_sampling_mode=token_mask vllm_importance_sampling_cap=3.0,",
                skip: extreme),
            PastedCase(
                "trl_token_truncate_cispo", "trl",
                "loss_type='cispo', epsilon_high=5.0 vllm_importance_sampling_mode=token_truncate",
                skip: extreme),
            PastedCase("areal_none", "areal", "use_decoupled_loss=true", skip: extreme),
            PastedCase(
                "areal_mask", "areal",
                "use_decoupled_loss=true rejection_sampling.action=mask rejection_sampling.upper=5",
                skip: float32, tolerance: 2e-6),
            PastedCase(
                "areal_clamp", "areal",
                "use_decoupled_loss=true rejection_sampling.action=clamp rejection_sampling.lower=null",
                skip: float32, tolerance: 2e-6),
            PastedCase("prime_default", "prime-rl", "trainer.loss.type=default"),
            PastedCase("prime_ipo", "prime-rl", "type=ipo ipo_threshold=0.1"),
        ]
    ),
    (
        othersFile,
        [
            PastedCase(
                "slime_tis", "slime", "--eps-clip-high=0.28 --use-tis --tis-clip=2.0",
                skip: extreme),
            PastedCase(
                "slime_icepop", "slime",
                "eps_clip_high=0.28 use_tis=true custom_tis_function_path=slime.loss.icepop_function",
                skip: extreme),
            PastedCase(
                "slime_mis_truncate", "slime",
                "eps_clip_high=0.28 use_tis=true custom_tis_function_path=examples.mis.compute",
                skip: extreme),
            PastedCase(
                "slime_mis_clip", "slime",
                "eps_clip_high=0.28 use_tis=true custom_tis_function_path=examples.mis.compute tis_mode=clip",
                skip: extreme),
            PastedCase(
                "slime_mis_mask", "slime",
                "eps_clip_high=0.28 use_tis=true custom_tis_function_path=examples.mis.compute tis_mode=mask",
                skip: extreme),
            PastedCase("openrlhf_tis", "openrlhf", "--enable_vllm_is_correction", skip: extreme),
            PastedCase(
                "openrlhf_icepop", "openrlhf",
                "enable_vllm_is_correction=True vllm_is_correction_type=icepop", skip: extreme),
            PastedCase(
                "skyrl_tis", "skyrl", "use_kl_loss=false tis_ratio_type=token", skip: float32,
                tolerance: 2e-6),
            PastedCase(
                "skyrl_token_mask", "skyrl",
                "use_kl_loss=false token_mask_is_threshold_low=0.5 token_mask_is_threshold_high=2",
                skip: float32, tolerance: 2e-6),
            PastedCase(
                "skyrl_rollout_is", "skyrl",
                "use_kl_loss=false policy_loss_type=rollout_is eps_clip_high=0.28", skip: ["near"],
                tolerance: 2e-6),
            PastedCase(
                "skyrl_dppo_tv", "skyrl",
                "use_kl_loss=false policy_loss_type=dppo delta_low=0.15 delta_high=0.15",
                skip: float32, tolerance: 2e-6),
            PastedCase(
                "roll_ppo_is", "roll",
                "pg_variant=ppo pg_clip=0.2 dual_clip_loss=true is_weight.enabled=true is_weight.upper_bound=2",
                skip: extreme),
            PastedCase(
                "nemo_tis", "nemo-rl",
                "reference_policy_kl_penalty=0 use_importance_sampling_correction=true truncated_importance_sampling_ratio=5",
                skip: extreme),
            PastedCase(
                "nemo_icepop", "nemo-rl",
                "reference_policy_kl_penalty=0 use_importance_sampling_correction=true truncated_importance_sampling_type=icepop truncated_importance_sampling_ratio=5 truncated_importance_sampling_ratio_min=0.5",
                skip: extreme),
            PastedCase(
                "swift_token_truncate", "ms-swift",
                "beta=0 rollout_importance_sampling_mode=token_truncate", skip: extreme),
            PastedCase(
                "swift_token_mask", "ms-swift",
                "beta=0 rollout_importance_sampling_mode=token_mask", skip: extreme),
        ]
    ),
    (
        "tokens_signed.csv",
        [
            PastedCase("kimi15", "roll", "pg_variant=kimi15"),
            PastedCase("dro", "verl", "policy_loss.loss_mode=dro policy_loss.dro_beta=0.1"),
            PastedCase("prime_signed", "prime-rl", "kl_tau=0.2"),
            PastedCase(
                "verl_kl_k1", "verl", "use_kl_loss=True kl_loss_coef=0.05 kl_loss_type=kl",
                skip: extreme),
            PastedCase(
                "verl_kl_k2", "verl", "use_kl_loss=True kl_loss_coef=0.05 kl_loss_type=mse",
                skip: extreme),
            PastedCase("verl_kl_k3", "verl", "use_kl_loss=True kl_loss_coef=0.05", skip: extreme),
            PastedCase(
                "verl_kl_k1p", "verl", "use_kl_loss=True kl_loss_coef=0.05 kl_loss_type=k1+",
                skip: extreme),
            PastedCase(
                "verl_kl_k3p", "verl", "use_kl_loss=True kl_loss_coef=0.05 kl_loss_type=k3+",
                skip: extreme),
            PastedCase(
                "verl_kl_abs", "verl", "use_kl_loss=True kl_loss_coef=0.05 kl_loss_type=abs",
                skip: extreme),
            PastedCase("trl_kl", "trl", "loss_type=grpo beta=0.05", skip: extreme),
            PastedCase(
                "trl_kl_biascorr", "trl", "beta=0.05 use_bias_correction_kl=True", skip: extreme),
            PastedCase(
                "trl_kl_is", "trl", "beta=0.05 vllm_importance_sampling_mode=token_truncate",
                skip: extreme),
            PastedCase(
                "swift_kl_is", "ms-swift",
                "beta=0.05 rollout_importance_sampling_mode=token_truncate rollout_importance_sampling_threshold=3",
                skip: extreme),
            PastedCase(
                "nemo_kl_k3", "nemo-rl", "loss_fn.reference_policy_kl_penalty=0.05", skip: extreme),
            PastedCase(
                "slime_kl_unbiased", "slime",
                "eps_clip_high=0.2 use_kl_loss=true kl_loss_coef=0.05 kl_loss_type=k3 use_unbiased_kl=true",
                skip: extreme, tolerance: 2e-6),
        ]
    ),
    (
        "tokens_rules.csv",
        [
            PastedCase("roll_tis_pg", "roll", "pg_variant=tis"),
            PastedCase("roll_topr", "roll", "pg_variant=topr"),
            PastedCase(
                "roll_cispo_mask", "roll",
                "pg_variant=cispo cispo_epsilon_low=0.2 cispo_epsilon_high=0.2 cispo_use_unified_mask=true"
            ),
            PastedCase("trl_delta", "trl", "epsilon_high=0.28 delta=4.0", skip: extreme),
        ]
    ),
]

private let namedTokenCases = tokenCases.flatMap { file, cases in cases.map { (file, $0) } }

@Test(
    "The settings of a run, pasted, give the gradients of the trainer's own function",
    arguments: namedTokenCases)
private func pasted(_ file: String, _ golden: PastedCase) throws {
    var compared = 0
    for row in try goldenRows(file) where !golden.skipped.contains(row.kind) {
        let expected = try #require(row.numbers["\(golden.column).grad"])
        let found = try golden.gradients([row.token])[0]
        #expect(
            agrees(found, expected, relative: golden.tolerance, absolute: golden.tolerance / 10),
            "\(row): \(found) and not \(expected)")
        compared += 1
    }
    #expect(compared > 100)
}

/// Batches of responses, and the gradients that trainers' own functions give on them.
private struct GoldenBatches: Decodable {
    let cases: [Batch]

    struct Batch: Decodable {
        let adv: [Double]
        let logp_mu: [[Double]]
        let logp_old: [[Double]]
        let logp: [[Double]]
        let methods: [String: [[Double]]]
    }
}

/// Columns whose trainers divide as their settings say, and those that were run as sums.
private let divided: [(file: String, golden: PastedCase)] = [
    (
        "sequences_mu.json",
        PastedCase(
            "swift_sequence_truncate", "ms-swift",
            "beta=0 loss_type=dapo rollout_importance_sampling_mode=sequence_truncate rollout_importance_sampling_threshold=1.1"
        )
    ),
    (
        "sequences_mu.json",
        PastedCase(
            "swift_sequence_mask", "ms-swift",
            "beta=0 loss_type=dapo rollout_importance_sampling_mode=sequence_mask rollout_importance_sampling_threshold=1.1"
        )
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "verl_gspo", "verl",
            "policy_loss.loss_mode=gspo clip_ratio_low=0.05 clip_ratio_high=0.08", tolerance: 1e-7)
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "verl_geo_mean", "verl", "loss_mode=geo_mean clip_ratio_low=0.4 clip_ratio_high=0.4",
            tolerance: 1e-7)
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "trl_gspo", "trl",
            "loss_type=grpo importance_sampling_level=sequence epsilon=0.05 epsilon_high=0.08")
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "swift_gspo_token", "ms-swift",
            "beta=0 importance_sampling_level=sequence_token epsilon=0.05 epsilon_high=0.08")
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "trl_luspo", "trl",
            "loss_type=luspo importance_sampling_level=sequence epsilon=0.05 epsilon_high=0.06")
    ),
    ("sequences_rules.json", PastedCase("trl_vespo", "trl", "loss_type=vespo")),
    (
        "sequences_rules.json",
        PastedCase(
            "swift_fipo", "ms-swift", "beta=0 loss_type=fipo epsilon=0.2 epsilon_high=0.28 delta=10"
        )
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "openrlhf_gspo", "openrlhf", "policy_loss_type=gspo eps_clip_low_high=0.05,0.08",
            tolerance: 1e-7)
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "openrlhf_gspo_vllm", "openrlhf",
            "policy_loss_type=gspo eps_clip_low_high=[0.05,0.08] enable_vllm_is_correction=true",
            tolerance: 1e-7)
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "areal_gspo", "areal",
            "use_decoupled_loss=true importance_sampling_level=sequence eps_clip=0.05 eps_clip_higher=0.08"
        )
    ),
    (
        "sequences_rules.json",
        PastedCase(
            "nemo_gspo", "nemo-rl",
            "reference_policy_kl_penalty=0 sequence_level_importance_ratios=true token_level_loss=false ratio_clip_min=0.05 ratio_clip_max=0.05",
            tolerance: 1e-7)
    ),
]

private let summed: [(file: String, golden: PastedCase)] =
    [
        PastedCase("verl_seq_tis", "verl", "rollout_is=sequence loss_agg_mode=token-sum"),
        PastedCase("verl_seq_icepop", "verl", "rollout_is=sequence rollout_is_threshold=0.5_2"),
        PastedCase(
            "verl_seq_mean_k1", "verl", "rollout_rs=seq_mean_k1 rollout_rs_threshold=0.9_1.05"),
        PastedCase("trl_sequence_mask", "trl", "use_vllm=True"),
        PastedCase(
            "trl_sequence_truncate", "trl",
            "vllm_importance_sampling_mode=sequence_truncate vllm_importance_sampling_clip_min=0.3"),
        PastedCase("trl_opsm", "trl", "off_policy_mask_threshold=0.05"),
        PastedCase("slime_opsm", "slime", "eps_clip=0.2 --use-opsm --opsm-delta=0.05"),
        PastedCase(
            "slime_mis_seq_truncate", "slime",
            "eps_clip_high=0.28 use_tis=true custom_tis_function_path=a.mis.b tis_level=sequence"),
        PastedCase(
            "skyrl_seq_tis", "skyrl", "use_kl_loss=false tis_ratio_type=sequence", tolerance: 3e-6),
        PastedCase(
            "skyrl_geo_mask", "skyrl",
            "use_kl_loss=false sequence_mask_metric=geometric geo_mask_low=.97 geo_mask_high=1.04",
            tolerance: 3e-6),
        PastedCase(
            "openrlhf_seq_mask_tis", "openrlhf",
            "enable_vllm_is_correction=true is_correction_type=seq-mask-tis is_correction_threshold=.95,1.1"
        ),
        PastedCase(
            "nemo_seq_mask_tis", "nemo-rl",
            "reference_policy_kl_penalty=0 use_importance_sampling_correction=true truncated_importance_sampling_type=seq-mask-tis truncated_importance_sampling_ratio=1.1 truncated_importance_sampling_ratio_min=0.95"
        ),
        PastedCase(
            "areal_seq_ratio_clamp", "areal",
            "use_decoupled_loss=true level=sequence action=clamp upper=1.05", tolerance: 3e-6),
        PastedCase(
            "roll_seq_is", "roll",
            "dual_clip_loss=true is_weight.enabled=true is_weight.weight_type=sequence is_weight.upper_bound=2"
        ),
    ].map { ("sequences_mu.json", $0) } + [
        (
            "sequences_rules.json",
            PastedCase(
                "skyrl_gspo", "skyrl",
                "use_kl_loss=false policy_loss_type=gspo eps_clip_low=0.05 eps_clip_high=0.08")
        )
    ]

private let responseCases = (divided.map { ($0, true) } + summed.map { ($0, false) })

@Test(
    "On whole responses too, and what the settings say of the sum is what the trainer divides by",
    arguments: responseCases)
private func pastedResponses(
    _ column: (file: String, golden: PastedCase), _ isDivided: Bool
) throws {
    let golden = column.golden
    let run = try golden.dialect.run(golden.settings)
    var compared = 0
    for batch in try TokenWeightsTests.golden(column.file, as: GoldenBatches.self).cases {
        guard let expected = batch.methods[golden.column] else { continue }
        let factors = run.aggregation.factors(
            AggregationBatch(lengths: batch.logp.map(\.count)), number: run.aggregationNumber)
        for (place, expected) in expected.enumerated() {
            let response = batch.logp[place].indices.map { index in
                Token(
                    oldLogProbability: batch.logp_old[place][index],
                    logProbability: batch.logp[place][index], advantage: batch.adv[place],
                    engineLogProbability: batch.logp_mu[place][index])
            }
            let factor = isDivided ? factors[place] : 1
            for (found, expected) in zip(try golden.gradients(response), expected) {
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

/// Batches that rules choose tokens from, and the gradients that trainers' own functions give on them.
private let batchCases = [
    PastedCase(
        "verl_clip_cov", "verl",
        "policy_loss.loss_mode=clip_cov policy_loss.clip_cov_ratio=1 policy_loss.clip_cov_lb=0.3 policy_loss.clip_cov_ub=3"
    ),
    PastedCase(
        "verl_kl_cov", "verl",
        "policy_loss.loss_mode=kl_cov policy_loss.kl_cov_ratio=0.2 ppo_kl_coef=0.1"),
    PastedCase("trl_entropy_mask", "trl", "top_entropy_quantile=0.2"),
    PastedCase("swift_entropy_mask", "ms-swift", "beta=0 loss_type=dapo top_entropy_quantile=0.2"),
    PastedCase("areal_m2po", "areal", "use_decoupled_loss=true m2_threshold=0.04"),
]

@Test("On batches too, where rules and masks choose among their tokens", arguments: batchCases)
private func pastedBatches(_ golden: PastedCase) throws {
    let run = try golden.dialect.run(golden.settings)
    let rule = try run.rule.bind(run.values).masked(EntropyMask(top: run.entropyTop ?? 1))
    var compared = 0
    for given in try TokenWeightsTests.golden("batch_rules.json", as: GoldenTokenBatches.self).cases
    {
        guard let expected = given.methods[golden.column] else { continue }
        let batch = given.batch
        let found = rule.weights(batch)
        let kept = keptBySecondMoment(batch.tokens, 0.04).count { $0 }
        let divisor =
            switch golden.column {
            case "areal_m2po": Double(kept)
            case let column where column.hasSuffix("mask"): Double(batch.tokens.count)
            default: 1.0
            }
        for (place, expected) in zip(batch.tokens.indices, expected.joined()) {
            let score =
                found.weights[place] * batch.tokens[place].advantage
                + (found.additive?[place] ?? 0)
            #expect(
                agrees(0 - score / divisor, expected, relative: 1e-12, absolute: 1e-15),
                "token \(place): \(-score / divisor) and not \(expected)")
            compared += 1
        }
    }
    #expect(compared > 100)
}

@Test("verl's bounds on divergences are its clip range, and have to be one number here")
private func divergences() throws {
    let verl = try #require(Dialect.named("verl"))
    func words(_ settings: (String, String)...) throws -> String {
        try verl.run(settings).words.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
    #expect(
        try words(("loss_mode", "dppo_tv"))
            == "methods=dppo-tv delta=0.2 ratio_max=3 aggregation=verl:token-mean")
    #expect(
        try words(
            ("loss_mode", "dppo_kl"), ("clip_ratio_low", "0.05"), ("clip_ratio_high", "0.05"),
            ("clip_ratio_c", "20"))
            == "methods=dppo-kl delta=0.05 ratio_max=20 aggregation=verl:token-mean")
    #expect(throws: DialectError.self) {
        try verl.run([("loss_mode", "dppo_tv"), ("clip_ratio_high", "0.28")])
    }
    #expect(throws: DialectError.self) {
        try verl.run([("loss_mode", "kl_cov"), ("rollout_is", "token")])
    }
}
