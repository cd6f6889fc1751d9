// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// slime: its command line, with the settings of `mis.yaml` where a run uses mis.py.
    static let slime = Dialect(
        name: "slime", title: "slime", source: "slime 624b824a, loss.py, ppo_utils.py and mis.py",
        settings: slimeSettings
    ) { settings throws(DialectError) in
        var run = try slimeRule(settings)
        if try settings.flag("use_kl_loss") { try slimePenalty(settings, &run) }
        try slimeCorrection(settings, &run)
        if run.aggregation.number != nil {
            run.aggregationNumber = try settings.optionalNumber("global_batch_size")
        }
        return run
    }

    private static let slimeSettings: [TrainerSetting] =
        [
            .weights("advantage_estimator", "grpo"), .weights("eps_clip", "0.2"),
            .weights("eps_clip_high"), .weights("eps_clip_c"), .weights("use_tis", "False"),
            .weights("tis_clip", "2.0"), .weights("tis_clip_low", "0"),
            .weights("custom_tis_function_path"), .weights("tis_mode", "truncate"),
            .weights("tis_level", "token"), .weights("tis_lower_bound", "0.5"),
            .weights("tis_upper_bound", "2.0"), .weights("use_opsm", "False"),
            .weights("opsm_delta", "1e-4"), .weights("use_kl_loss", "False"),
            .weights("kl_loss_coef", "0.0"), .weights("kl_loss_type", "k1"),
            .weights("use_unbiased_kl", "False"),
            .weights("calculate_per_token_loss", "False"), .weights("global_batch_size"),
            .fixed("use_rs", "False", "one factor goes at a time, and mis.py truncates as well"),
            .fixed("rs_veto_threshold", "None", "it drops a response for one of its tokens"),
            .fixed(
                "tis_batch_normalize", "False",
                "weights are divided by their mean over the batch there"),
        ]
        + TrainerSetting.idle(
            "rollout_batch_size", "n_samples_per_prompt", "num_rollout", "rollout_max_response_len",
            "rollout_temperature", "rollout_top_p", "rollout_top_k", "entropy_coef", "lr",
            "lr_decay_style", "weight_decay", "adam_beta1", "adam_beta2", "kl_coef",
            "normalize_advantages", "disable_grpo_std_normalization", "balance_data",
            "use_dynamic_batch_size", "max_tokens_per_gpu", "prompt_data", "input_key",
            "label_key", "apply_chat_template", "rm_type", "rollout_shuffle",
            "tensor_model_parallel_size", "pipeline_model_parallel_size", "hf_checkpoint",
            "ref_load", "load", "save", "save_interval", "use_rollout_logprobs", "colocate",
            "dynamic_sampling_filter_path", "over_sampling_batch_size", "num_steps_per_rollout",
            "rs_level", "rs_lower_bound", "rs_upper_bound")

    private static func slimeRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let below = try settings.number("eps_clip")
        let above = try settings.optionalNumber("eps_clip_high") ?? below
        let sum =
            try settings.flag("calculate_per_token_loss")
            ? "slime:calculate_per_token_loss" : "slime:default"
        switch settings.text("advantage_estimator") {
        case "gspo":
            return TrainerRun(.gspo, TrainerRun.clip(below, above), aggregation: sum)
        default:
            return .clipped(
                below: below, above: above, cap: try settings.optionalNumber("eps_clip_c"),
                aggregation: sum)
        }
    }

    private static func slimePenalty(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let type: ReferencePenalty = try settings.choice(
            "kl_loss_type", ["k1": .k1, "k2": .k2, "k3": .k3, "low_var_kl": .k3])
        let coefficient = try settings.number("kl_loss_coef")
        guard try settings.flag("use_unbiased_kl") else {
            let isClamped = settings.text("kl_loss_type") == "low_var_kl"
            return run.penalize(type, coefficient, isClamped: isClamped)
        }
        guard settings.text("kl_loss_type") == "k3" else {
            throw settings.inexpressible("use_unbiased_kl", "only k3 times the ratio has a word")
        }
        run.penalize(.k3Ratio, coefficient)
    }

    private static func slimeCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        if try settings.flag("use_opsm") {
            if try settings.flag("use_tis") {
                throw settings.inexpressible(
                    "use_opsm", "one factor goes at a time, and use_tis is on as well")
            }
            run.dropLeftBehind(beyond: try settings.number("opsm_delta"))
            run.policies = .oldAsEngine
        }
        guard try settings.flag("use_tis") else { return }
        let path = settings.text("custom_tis_function_path") ?? ""
        if path.contains(".mis") { return try slimeMIS(settings, &run) }
        let isIcePop = path.hasSuffix("icepop_function")
        guard path.isEmpty || isIcePop else {
            throw settings.inexpressible("custom_tis_function_path", "that function is not known")
        }
        run.correct(
            isIcePop ? .icePop : .tis, low: try settings.number("tis_clip_low"),
            high: try settings.number("tis_clip"))
    }

    private static func slimeMIS(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let (truncated, masked): (Correction, Correction?) = try settings.choice(
            "tis_level",
            [
                "token": (.tis, .icePop), "sequence": (.sequenceTIS, .sequenceIcePop),
                "geometric": (.geometricTIS, nil),
            ])
        let low = try settings.number("tis_lower_bound")
        let high = try settings.number("tis_upper_bound")
        switch settings.text("tis_mode") {
        case "truncate": run.correct(truncated, high: high)
        case "clip": run.correct(truncated, low: low, high: high)
        case "mask":
            guard let masked else {
                throw settings.inexpressible(
                    "tis_mode", "the geometric mean as a weight that drops responses has no word")
            }
            run.correct(masked, low: low, high: high)
        default: throw settings.wrong("tis_mode", "one of truncate, clip, mask")
        }
    }
}
