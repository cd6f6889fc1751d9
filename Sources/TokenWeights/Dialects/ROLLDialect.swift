// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// ROLL: the worker's and the pipeline's configuration.
    static let roll = Dialect(
        name: "roll", title: "ROLL", source: "ROLL 8eb27cc2, actor_pg_worker.py",
        settings: rollSettings,
        otherParts: [
            "training_args", "model_args", "strategy_args", "data_args", "generating_args",
            "rewards", "validation", "reward_model",
        ]
    ) { settings throws(DialectError) in
        var run = try rollRule(settings)
        if try settings.flag("use_kl_loss") {
            run.penalize(.k3, try settings.number("kl_loss_coef"))
        }
        if try settings.flag("enabled") {
            let correction: Correction = try settings.choice(
                "weight_type",
                ["token": .tis, "sequence": .sequenceTIS, "geometric": .geometricTIS])
            run.correct(
                correction, low: try settings.number("lower_bound"),
                high: try settings.number("upper_bound"))
        }
        return run
    }

    private static let rollSettings: [TrainerSetting] =
        [
            .weights("pg_variant", "ppo"), .weights("pg_clip", "0.2"),
            .weights("use_pg_clip_range", "false"), .weights("pg_clip_low", "0.2"),
            .weights("pg_clip_high", "0.2"), .weights("dual_clip_loss", "false"),
            .weights("cispo_epsilon_low", "0.1"), .weights("cispo_epsilon_high", "0.1"),
            .weights("cispo_use_unified_mask", "false"), .weights("kimi15_tau", "0.1"),
            .weights("loss_agg_mode", "seq-mean-token-mean"), .weights("use_kl_loss", "false"),
            .weights("kl_loss_coef", "0"), .weights("enabled", "false"),
            .weights("weight_type", "token"), .weights("lower_bound", "0"),
            .weights("upper_bound", "1.2"),
            .fixed("tis_lower_bound", "0.0", "ours begins at 0"),
            .fixed("tis_upper_bound", "1.0", "ours ends at 1"),
            .fixed("topr_positive_weight", "1.0", "it scales good answers alone"),
            .fixed("topr_negative_weight", "1.0", "it scales bad answers alone"),
            .fixed("filters", "[]", "filters have no word here"),
        ]
        + TrainerSetting.idle(
            "rollout_batch_size", "prompt_length", "response_length", "ppo_epochs",
            "adv_estimator", "whiten_advantages", "whiten_rewards", "advantage_clip",
            "norm_mean_type", "norm_std_type", "reward_clip", "init_kl_coef", "entropy_loss_coef",
            "num_return_sequences_in_group", "max_steps", "save_steps", "logging_steps",
            "eval_steps", "value_clip", "gamma", "lambd", "add_token_level_kl", "worker_cls",
            "seed", "exp_name", "async_generation_ratio", "max_grad_norm")

    private static func rollRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let sum = "roll:" + (settings.text("loss_agg_mode") ?? "")
        guard Aggregation.named(sum) != nil else {
            let names = Aggregation.ofROLL.map { String($0.name.dropFirst(5)) }
            throw settings.wrong("loss_agg_mode", "one of " + names.joined(separator: ", "))
        }
        switch settings.text("pg_variant") {
        case "ppo": return try rollPPO(settings, sum)
        case "cispo":
            let clip = TrainerRun.clip(
                try settings.number("cispo_epsilon_low"), try settings.number("cispo_epsilon_high"))
            let isMasked = try settings.flag("cispo_use_unified_mask")
            return TrainerRun(isMasked ? .cispoMask : .cispoVerl, clip, aggregation: sum)
        case "kimi15":
            return TrainerRun(
                .kimi, ["tau": try settings.number("kimi15_tau")], aggregation: sum)
        case "tis": return TrainerRun(.tisPG, [:], aggregation: sum)
        case "topr":
            var run = TrainerRun(.toprToken, [:], aggregation: sum)
            run.notes.append("ROLL's topr takes the sign of the score, here it is that of A")
            return run
        case "vanilla":
            throw settings.inexpressible(
                "pg_variant", "ROLL's code and its documentation differ on it; say ppo or tis")
        default:
            throw settings.wrong("pg_variant", "one of ppo, cispo, kimi15, tis, topr")
        }
    }

    /// The dual clip's bound is 1 + 2·pg_clip there.
    private static func rollPPO(
        _ settings: TrainerSettings, _ aggregation: String
    ) throws(DialectError) -> TrainerRun {
        let clip = try settings.number("pg_clip")
        let hasRange = try settings.flag("use_pg_clip_range")
        let cap = try settings.flag("dual_clip_loss") ? 1 + 2 * clip : nil
        return .clipped(
            below: hasRange ? try settings.number("pg_clip_low") : clip,
            above: hasRange ? try settings.number("pg_clip_high") : clip, cap: cap,
            aggregation: aggregation)
    }
}
