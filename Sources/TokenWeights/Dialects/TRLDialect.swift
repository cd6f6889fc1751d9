// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// TRL: GRPOConfig.
    static let trl = Dialect(
        name: "trl", title: "TRL", source: "TRL f2cd5771, GRPOConfig and GRPOTrainer",
        settings: trlSettings
    ) { settings throws(DialectError) in
        let rule = try TRLRule(settings, trainer: "trl")
        var run = try rule.run()
        run.penalize(
            try settings.flag("use_bias_correction_kl") ? .k3Ratio : .k3,
            try settings.number("beta"))
        if try settings.number("beta") > 0, !settings.isGiven("use_bias_correction_kl") {
            run.notes.append(
                "TRL 1.10.0 and later take use_bias_correction_kl=True where it is not given; "
                    + "here it is False")
        }
        try trlCorrection(settings, &run)
        try run.keepTopEntropies(settings, "that of all processes together")
        return run
    }

    private static let trlSettings: [TrainerSetting] =
        [
            .weights("loss_type", "dapo"), .weights("epsilon", "0.2"), .weights("epsilon_high"),
            .weights("delta"), .weights("beta", "0.0"),
            .weights("importance_sampling_level", "token"),
            .weights("sapo_temperature_pos", "1.0"), .weights("sapo_temperature_neg", "1.05"),
            .weights("vespo_k_pos", "2.0"), .weights("vespo_lambda_pos", "3.0"),
            .weights("vespo_k_neg", "3.0"), .weights("vespo_lambda_neg", "2.0"),
            .weights("max_completion_length", "512"), .weights("use_vllm", "False"),
            .weights("vllm_importance_sampling_correction", "True"),
            .weights("vllm_importance_sampling_mode", "sequence_mask"),
            .weights("vllm_importance_sampling_clip_min"),
            .weights(
                "vllm_importance_sampling_clip_max", "3.0",
                also: ["vllm_importance_sampling_cap"]),
            .weights("off_policy_mask_threshold"), .weights("use_bias_correction_kl", "False"),
            .weights("top_entropy_quantile", "1.0"),
        ]
        + TrainerSetting.idle(
            "learning_rate", "num_generations", "num_iterations", "steps_per_generation",
            "generation_batch_size", "per_device_train_batch_size", "gradient_accumulation_steps",
            "max_prompt_length", "temperature", "top_p", "top_k", "min_p", "repetition_penalty",
            "scale_rewards", "reward_weights", "multi_objective_aggregation",
            "mask_truncated_completions", "sync_ref_model", "ref_model_mixup_alpha",
            "ref_model_sync_steps", "disable_dropout", "cast_lm_head_to_fp32", "bf16", "fp16",
            "gradient_checkpointing", "max_steps", "num_train_epochs", "warmup_ratio",
            "warmup_steps", "lr_scheduler_type", "optim", "weight_decay", "max_grad_norm", "seed",
            "logging_steps", "save_steps", "save_strategy", "output_dir", "run_name", "report_to",
            "log_completions", "num_completions_to_print", "eval_strategy", "eval_steps",
            "shuffle_dataset", "vllm_mode", "vllm_gpu_memory_utilization",
            "vllm_tensor_parallel_size", "vllm_max_model_length", "vllm_server_host",
            "vllm_server_port", "vllm_server_base_url", "vllm_enable_sleep_mode",
            "use_liger_kernel", "remove_unused_columns", "generation_kwargs", "model_init_kwargs")

    /// TRL corrects wherever vLLM samples; a run that names how counts as one with vLLM.
    private static func trlCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let names = settings.dialect.settings.map(\.name).filter {
            $0.hasPrefix("vllm_importance_sampling")
        }
        let samples =
            settings.isGiven("use_vllm")
            ? try settings.flag("use_vllm") : names.contains(where: settings.isGiven)
        let corrects = try settings.flag("vllm_importance_sampling_correction") && samples
        let drift = try settings.optionalNumber("off_policy_mask_threshold")
        if corrects, drift != nil {
            throw settings.inexpressible(
                "off_policy_mask_threshold",
                "one factor goes at a time, and vLLM's correction is on as well")
        }
        if let drift { run.dropLeftBehind(beyond: drift) }
        guard corrects else {
            if !settings.isGiven("use_vllm"), drift == nil {
                run.notes.append("use_vllm=True brings TRL's correction, sequence_mask, with it")
            }
            return
        }
        if run.rule.name == "vespo" {
            throw settings.inexpressible("loss_type", "vespo takes the correction into its ratio")
        }
        let correction: Correction = try settings.choice(
            "vllm_importance_sampling_mode",
            [
                "sequence_mask": .sequenceIcePop, "sequence_truncate": .sequenceTIS,
                "token_mask": .icePop, "token_truncate": .tis,
            ])
        run.correct(
            correction, low: try settings.optionalNumber("vllm_importance_sampling_clip_min"),
            high: try settings.optionalNumber("vllm_importance_sampling_clip_max"))
    }
}

/// The rules that TRL and ms-swift share, by their common names.
struct TRLRule {
    private let settings: TrainerSettings
    private let trainer: String
    private let below: Double
    private let above: Double
    private let loss: String
    private let level: String

    init(_ settings: TrainerSettings, trainer: String) throws(DialectError) {
        (self.settings, self.trainer) = (settings, trainer)
        below = try settings.number("epsilon")
        above = try settings.number("epsilon_high", else: "epsilon")
        loss = settings.text("loss_type") ?? "dapo"
        level = settings.text("importance_sampling_level") ?? "token"
    }

    /// Returns the rule with its aggregation.
    func run() throws(DialectError) -> TrainerRun {
        let aggregation = "\(trainer):\(loss)"
        guard Aggregation.named(aggregation) != nil else {
            let names = Aggregation.all.filter { $0.name.hasPrefix(trainer + ":") }
                .map { String($0.name.dropFirst(trainer.count + 1)) }
            throw settings.wrong("loss_type", "one of " + names.joined(separator: ", "))
        }
        var run =
            level == "token" || loss == "luspo"
            ? try ofTokens(aggregation) : try ofResponses(aggregation)
        if run.aggregation.number != nil {
            run.aggregationNumber = try settings.number("max_completion_length")
        }
        return run
    }

    private func ofTokens(_ aggregation: String) throws(DialectError) -> TrainerRun {
        switch loss {
        case "cispo": return try cispo(aggregation)
        case "sapo":
            let up = try settings.number("sapo_temperature_pos")
            let down = try settings.number("sapo_temperature_neg")
            return TrainerRun(.sapo, ["tau_pos": up, "tau_neg": down], aggregation: aggregation)
        case "vespo":
            var values: ParameterValues = [:]
            for name in ["k_pos", "lambda_pos", "k_neg", "lambda_neg"] {
                values[name] = try settings.number("vespo_" + name)
            }
            return TrainerRun(.vespo, values, aggregation: aggregation)
        case "luspo":
            guard level == "sequence" else {
                throw settings.wrong("importance_sampling_level", "sequence with loss_type luspo")
            }
            return TrainerRun(
                .luspo, TrainerRun.clip(below, above), aggregation: aggregation)
        default: break
        }
        guard let delta = try settings.optionalNumber("delta"), loss != "fipo" else {
            return .clipped(below: below, above: above, cap: nil, aggregation: aggregation)
        }
        let values = TrainerRun.clip(below, above).merging(["delta_high": delta]) { $1 }
        return TrainerRun(.deltaClip, values, aggregation: aggregation)
    }

    /// The bound is epsilon_high itself, not 1 + epsilon_high.
    private func cispo(_ aggregation: String) throws(DialectError) -> TrainerRun {
        guard above > 1 else {
            throw settings.inexpressible(
                "epsilon_high",
                "with cispo it is the largest ratio itself, and one of 1 or less is not meant; "
                    + "the recommended value is 5.0")
        }
        return TrainerRun(.cispo, ["eps_high": above - 1], aggregation: aggregation)
    }

    private func ofResponses(_ aggregation: String) throws(DialectError) -> TrainerRun {
        guard ["grpo", "bnpo", "dr_grpo", "dapo"].contains(loss) else {
            throw settings.inexpressible(
                "importance_sampling_level", "with loss_type \(loss) it has no word here")
        }
        if try settings.optionalNumber("delta") != nil {
            throw settings.inexpressible("delta", "it has no word here on whole responses")
        }
        let rule: WeightRule = try settings.choice(
            "importance_sampling_level", ["sequence": .gspo, "sequence_token": .gspoToken])
        return TrainerRun(rule, TrainerRun.clip(below, above), aggregation: aggregation)
    }
}
