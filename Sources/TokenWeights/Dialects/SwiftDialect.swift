// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// ms-swift: the arguments of `swift rlhf --rlhf_type grpo`.
    static let msSwift = Dialect(
        name: "ms-swift", title: "ms-swift", source: "ms-swift 3602360a, grpo_trainer.py",
        settings: swiftSettings
    ) { settings throws(DialectError) in
        var run =
            settings.text("loss_type") == "fipo"
            ? try swiftFIPO(settings) : try TRLRule(settings, trainer: "ms-swift").run()
        run.penalize(.k3, try settings.number("beta"), isClamped: true)
        try swiftCorrection(settings, &run)
        try run.keepTopEntropies(settings, "that of one process")
        run.correctsPenalty = run.penalty != nil && run.correction != nil
        return run
    }

    private static let swiftSettings: [TrainerSetting] =
        [
            .weights("loss_type", "grpo"), .weights("epsilon", "0.2"), .weights("epsilon_high"),
            .weights("delta"), .weights("beta", "0.04"),
            .weights("importance_sampling_level", "token"),
            .weights("rollout_importance_sampling_mode"),
            .weights("rollout_importance_sampling_threshold", "2.0"),
            .weights("off_policy_sequence_mask_delta"),
            .weights("max_completion_length", "512"), .weights("fipo_decay_rate", "32.0"),
            .weights("fipo_clip_range", "0.2"), .weights("fipo_safety_threshold", "4.0"),
            .fixed("fipo_clip_high_only", "true", "factors below 1 have no word here"),
            .weights("top_entropy_quantile", "1.0"),
        ]
        + TrainerSetting.idle(
            "rlhf_type", "model", "model_type", "dataset", "learning_rate", "num_generations",
            "num_iterations", "steps_per_generation", "generation_batch_size",
            "per_device_train_batch_size", "gradient_accumulation_steps", "temperature", "top_p",
            "top_k", "max_length", "scale_rewards", "reward_funcs", "reward_weights",
            "advantage_estimator", "kl_in_reward", "dynamic_sample", "max_resample_times",
            "overlong_filter", "sync_ref_model", "ref_model_sync_steps", "ref_model_mixup_alpha",
            "log_entropy", "log_rollout_offpolicy_metrics", "use_vllm", "vllm_mode",
            "vllm_gpu_memory_utilization", "vllm_tensor_parallel_size", "vllm_max_model_len",
            "train_type", "tuner_type", "torch_dtype", "bf16", "deepspeed", "num_train_epochs",
            "max_steps", "warmup_ratio", "save_steps", "logging_steps", "output_dir", "report_to",
            "log_completions", "seed", "tau_pos", "tau_neg", "real_tau")

    private static func swiftCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let drift = try settings.optionalNumber("off_policy_sequence_mask_delta")
        guard settings.text("rollout_importance_sampling_mode") != nil else {
            if let drift { run.dropLeftBehind(beyond: drift) }
            return
        }
        if drift != nil {
            throw settings.inexpressible(
                "off_policy_sequence_mask_delta",
                "one factor goes at a time, and rollout_importance_sampling_mode is set as well")
        }
        let correction: Correction = try settings.choice(
            "rollout_importance_sampling_mode",
            [
                "token_truncate": .tis, "token_mask": .icePop, "sequence_truncate": .geometricTIS,
                "sequence_mask": .geometricMask,
            ])
        run.correct(
            correction, high: try settings.number("rollout_importance_sampling_threshold"))
    }

    private static func swiftFIPO(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let below = try settings.number("epsilon")
        let above = try settings.optionalNumber("epsilon_high") ?? below
        let values: ParameterValues = [
            "c": try settings.optionalNumber("delta") ?? .infinity,
            "fipo_decay": try settings.number("fipo_decay_rate"),
            "fipo_clip": try settings.number("fipo_clip_range"),
            "fipo_safety": try settings.optionalNumber("fipo_safety_threshold") ?? .infinity,
        ]
        return TrainerRun(
            .fipo, values.merging(TrainerRun.clip(below, above)) { $1 },
            aggregation: "ms-swift:fipo")
    }
}
