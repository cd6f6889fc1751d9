// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// NeMo-RL: `loss_fn`.
    static let nemoRL = Dialect(
        name: "nemo-rl", title: "NeMo-RL",
        source: "NeMo-RL 7ea279ab, loss_functions.py, ClippedPGLossFn", settings: nemoSettings,
        otherParts: [
            "policy", "data", "env", "logger", "cluster", "checkpointing", "grpo", "generation",
        ]
    ) { settings throws(DialectError) in
        var run = try nemoRule(settings)
        let coefficient = try settings.number("reference_policy_kl_penalty")
        if coefficient != 0, settings.text("reference_policy_kl_type") != "k3" {
            throw settings.inexpressible(
                "reference_policy_kl_type", "only k3, the default, was compared")
        }
        run.penalize(.k3Plus, coefficient, isClamped: true)
        if try settings.flag("use_importance_sampling_correction") {
            try nemoCorrection(settings, &run)
        }
        return run
    }

    private static let nemoSettings: [TrainerSetting] =
        [
            .weights("ratio_clip_min", "0.2"), .weights("ratio_clip_max", "0.2"),
            .weights("ratio_clip_c"), .weights("disable_ppo_ratio", "false"),
            .weights("token_level_loss", "true"),
            .weights("sequence_level_importance_ratios", "false"),
            .weights("use_importance_sampling_correction", "false"),
            .weights("truncated_importance_sampling_type", "tis"),
            .weights("truncated_importance_sampling_ratio"),
            .weights("truncated_importance_sampling_ratio_min"),
            .weights("reference_policy_kl_penalty", "0.01"),
            .weights("reference_policy_kl_type", "k3"),
            .fixed(
                "use_on_policy_kl_approximation", "false",
                "it weighs the penalty by another ratio"),
            .fixed("force_on_policy_ratio", "false", "it sets the ratio to 1"),
        ]
        + TrainerSetting.idle(
            "num_prompts_per_step", "num_generations_per_prompt", "normalize_rewards",
            "use_leave_one_out_baseline", "max_num_steps", "seed", "overlong_filtering",
            "kl_input_clamp_value", "kl_output_clamp_value", "train_global_batch_size",
            "train_micro_batch_size", "max_total_sequence_length")

    private static func nemoRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let isToken = try settings.flag("token_level_loss")
        let sum = isToken ? "nemo-rl:token" : "nemo-rl:sequence"
        let below = try settings.number("ratio_clip_min")
        let above = try settings.number("ratio_clip_max")
        if try settings.flag("disable_ppo_ratio") {
            return TrainerRun(.reinforce, [:], aggregation: sum)
        }
        guard try settings.flag("sequence_level_importance_ratios") else {
            return .clipped(
                below: below, above: above, cap: try settings.optionalNumber("ratio_clip_c"),
                aggregation: sum)
        }
        guard !isToken else {
            throw settings.wrong(
                "token_level_loss", "false with sequence_level_importance_ratios")
        }
        return TrainerRun(.gspo, TrainerRun.clip(below, above), aggregation: sum)
    }

    /// Without a ratio the factor is ρ itself, untruncated.
    private static func nemoCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let high = try settings.optionalNumber("truncated_importance_sampling_ratio")
        let low = try settings.optionalNumber("truncated_importance_sampling_ratio_min")
        if run.rule.isOfResponses {
            throw settings.inexpressible(
                "use_importance_sampling_correction",
                "with sequence_level_importance_ratios its weight was not compared")
        }
        let correction: Correction = try settings.choice(
            "truncated_importance_sampling_type",
            ["tis": .tis, "icepop": .icePop, "seq-mask-tis": .geometricMask])
        if correction.name != "tis", high == nil || low == nil {
            throw settings.wrong(
                high == nil
                    ? "truncated_importance_sampling_ratio"
                    : "truncated_importance_sampling_ratio_min",
                "a number with truncated_importance_sampling_type=\(correction.name)")
        }
        run.correct(correction, low: low, high: high)
    }
}
