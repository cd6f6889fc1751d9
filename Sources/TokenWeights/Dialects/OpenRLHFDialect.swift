// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// OpenRLHF: the arguments of train_ppo_ray.
    static let openRLHF = Dialect(
        name: "openrlhf", title: "OpenRLHF", source: "OpenRLHF 3c3be623, models/loss.py",
        settings: openRLHFSettings
    ) { settings throws(DialectError) in
        var run = try openRLHFRule(settings)
        try openRLHFCorrection(settings, &run)
        if try settings.flag("use_kl_loss") {
            let penalty: ReferencePenalty = try settings.choice(
                "kl_estimator", ["k1": .k1, "k2": .k2, "k3": .k3])
            run.penalize(penalty, try settings.number("init_kl_coef"))
            run.notes.append("the clamp of OpenRLHF's estimators was not compared")
        }
        return run
    }

    private static let openRLHFSettings: [TrainerSetting] =
        [
            .weights("policy_loss_type", "ppo"), .weights("eps_clip", "0.2"),
            .weights("eps_clip_low_high"), .weights("dual_clip"),
            .weights("enable_vllm_is_correction", "False", also: ["enable_is_correction"]),
            .weights("is_correction_type", "tis", also: ["vllm_is_correction_type"]),
            .weights(
                "is_correction_threshold", "0.5 5.0", also: ["vllm_is_truncated_threshold"]),
            .weights("use_kl_loss", "False"), .weights("kl_estimator", "k1"),
            .weights("init_kl_coef", "0.01"),
        ]
        + TrainerSetting.idle(
            "advantage_estimator", "pretrain", "reward_pretrain", "remote_rm_url",
            "actor_learning_rate", "critic_learning_rate", "rollout_batch_size",
            "train_batch_size", "micro_train_batch_size", "micro_rollout_batch_size",
            "n_samples_per_prompt", "max_epochs", "num_episodes", "prompt_max_len",
            "generate_max_len", "max_len", "max_samples", "temperature", "top_p", "kl_target",
            "gamma", "lambd", "entropy_loss_coef", "normalize_reward", "reward_clip_range",
            "dynamic_filtering", "dynamic_filtering_reward_range", "async_train",
            "async_queue_size", "vllm_num_engines", "vllm_tensor_parallel_size",
            "vllm_gpu_memory_utilization", "vllm_sync_backend", "zero_stage", "bf16",
            "param_dtype", "gradient_checkpointing", "packing_samples", "colocate_all_models",
            "value_clip", "no_advantage_std_norm", "seed", "save_path", "save_steps",
            "logging_steps", "use_wandb")

    private static func openRLHFRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun
    {
        let pair = try settings.bounds("eps_clip_low_high")
        let both = try settings.number("eps_clip")
        let above = pair?.high ?? both
        let below = pair?.low ?? above
        switch settings.text("policy_loss_type") {
        case "ppo":
            return .clipped(
                below: below, above: above, cap: try settings.optionalNumber("dual_clip"),
                aggregation: "openrlhf:token_level_loss")
        case "gspo":
            return TrainerRun(
                .gspo, TrainerRun.clip(below, above), aggregation: "openrlhf:sample")
        default: throw settings.wrong("policy_loss_type", "ppo or gspo")
        }
    }

    /// With GSPO the correction is that its ratio is π/μ, and nothing else.
    private static func openRLHFCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let names = ["is_correction_type", "is_correction_threshold"]
        let corrects =
            settings.isGiven("enable_vllm_is_correction")
            ? try settings.flag("enable_vllm_is_correction")
            : names.contains(where: settings.isGiven)
        guard corrects else { return }
        if run.rule.isOfResponses {
            run.policies = .engineAsOld
            return
        }
        let correction: Correction = try settings.choice(
            "is_correction_type",
            ["tis": .tis, "icepop": .icePop, "seq-mask-tis": .geometricMask])
        guard let bounds = try settings.bounds("is_correction_threshold"), let low = bounds.low
        else { throw settings.wrong("is_correction_threshold", "two numbers: 0.5 5.0") }
        run.correct(correction, low: low, high: bounds.high)
    }
}
