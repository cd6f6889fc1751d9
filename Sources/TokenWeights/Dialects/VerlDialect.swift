// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// verl: `actor_rollout_ref.actor` and `algorithm.rollout_correction`.
    static let verl = Dialect(
        name: "verl", title: "verl", source: "verl 1dda039b, actor.yaml and rollout_corr_helper.py",
        settings: verlSettings,
        otherParts: [
            "data", "trainer", "critic", "reward_model", "reward", "custom_reward_function",
            "rollout", "ref", "model", "optim", "fsdp_config", "checkpoint", "profiler", "megatron",
        ]
    ) { settings throws(DialectError) in
        var run = try verlRule(settings)
        if try settings.flag("use_kl_loss") { try verlPenalty(settings, &run) }
        if try settings.flag("bypass_mode") {
            try verlBypass(settings, &run)
        } else {
            try verlCorrection(settings, &run)
        }
        if settings.isGiven("clip_ratio"),
            !settings.isGiven("clip_ratio_low") || !settings.isGiven("clip_ratio_high")
        {
            run.notes.append(
                "clip_ratio counts only where clip_ratio_low or clip_ratio_high is null: verl's "
                    + "actor.yaml sets both to 0.2")
        }
        return run
    }

    private static let verlSettings: [TrainerSetting] =
        [
            .weights("loss_mode", "vanilla"), .weights("clip_ratio", "0.2"),
            .weights("clip_ratio_low", "0.2"), .weights("clip_ratio_high", "0.2"),
            .weights("clip_ratio_c", "3.0"), .weights("tau_pos", "1.0"),
            .weights("tau_neg", "1.05"), .weights("dro_beta"),
            .weights("loss_agg_mode", "token-mean"), .weights("loss_scale_factor"),
            .weights("use_kl_loss", "false"), .weights("kl_loss_coef", "0.001"),
            .weights("kl_loss_type", "low_var_kl"), .weights("rollout_is"),
            .weights("rollout_is_threshold", "2.0"), .weights("rollout_rs"),
            .weights("rollout_rs_threshold"), .weights("bypass_mode", "false"),
            .weights("loss_type", "ppo_clip"),
            .fixed(
                "rollout_is_batch_normalize", "false",
                "weights are divided by their mean over the batch there"),
        ] + verlCovarianceSettings
        + TrainerSetting.idle(
            "entropy_coeff", "calculate_entropy", "ppo_mini_batch_size", "ppo_micro_batch_size",
            "ppo_micro_batch_size_per_gpu", "ppo_max_token_len_per_gpu", "use_dynamic_bsz",
            "ppo_epochs", "shuffle", "strategy", "rollout_n", "grad_clip", "use_torch_compile",
            "adv_estimator", "norm_adv_by_std_in_grpo", "use_kl_in_reward", "kl_penalty", "gamma",
            "lam", "kl_coef", "kl_ctrl", "target_kl", "horizon", "temperature", "top_p", "top_k",
            "lr", "total_epochs", "ulysses_sequence_parallel_size",
            "entropy_from_logits_with_chunking",
            "use_fused_kernels", "data_loader_seed")

    private static func verlRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let sum = "verl:" + (settings.text("loss_agg_mode") ?? "token-mean")
        guard Aggregation.named(sum) != nil else {
            let names = Aggregation.ofVerl.map { String($0.name.dropFirst(5)) }
            throw settings.wrong("loss_agg_mode", "one of " + names.joined(separator: ", "))
        }
        var known = try verlClipped(settings, sum)
        if known == nil { known = try verlCovariance(settings, sum) }
        if known == nil { known = try verlDivergence(settings, sum) }
        var run = if let known { known } else { try verlUnclipped(settings, sum) }
        if run.aggregation.number != nil {
            run.aggregationNumber = try settings.optionalNumber("loss_scale_factor")
        }
        return run
    }

    /// Returns the rule where its mode looks at the clip range; nil for another mode.
    private static func verlClipped(
        _ settings: TrainerSettings, _ sum: String
    ) throws(DialectError) -> TrainerRun? {
        let below = try settings.number("clip_ratio_low", else: "clip_ratio")
        let above = try settings.number("clip_ratio_high", else: "clip_ratio")
        let clip = TrainerRun.clip(below, above)
        // verl averages the tokens of these, whatever loss_agg_mode says.
        let mean = "verl:seq-mean-token-mean"
        switch settings.text("loss_mode") ?? "vanilla" {
        case "vanilla":
            let cap = try settings.number("clip_ratio_c")
            return .clipped(below: below, above: above, cap: cap, aggregation: sum)
        case "gspo": return TrainerRun(.gspo, clip, aggregation: mean)
        case "geo_mean":
            return TrainerRun(.gmpo, ["log_low": below, "log_high": above], aggregation: mean)
        case "cispo": return TrainerRun(.cispoVerl, clip, aggregation: sum)
        case "up":
            let cap = try settings.number("clip_ratio_c")
            return TrainerRun(.upGRPO, ["eps_low": below, "c": cap], aggregation: sum)
        default: return nil
        }
    }

    private static func verlUnclipped(
        _ settings: TrainerSettings, _ sum: String
    ) throws(DialectError) -> TrainerRun {
        switch settings.text("loss_mode") ?? "" {
        case "gpg": return TrainerRun(.reinforce, [:], aggregation: sum)
        case "sapo":
            let (up, down) = (try settings.number("tau_pos"), try settings.number("tau_neg"))
            return TrainerRun(.sapo, ["tau_pos": up, "tau_neg": down], aggregation: sum)
        case "dro":
            let pull = try settings.number("dro_beta")
            return TrainerRun(.dro, ["beta": pull], aggregation: sum)
        default:
            throw settings.wrong(
                "loss_mode",
                "one of vanilla, gspo, geo_mean, cispo, gpg, sapo, dro, up, clip_cov, kl_cov, "
                    + "dppo_tv, dppo_kl")
        }
    }

    private static func verlPenalty(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        if settings.text("kl_loss_type") == "full" {
            throw settings.inexpressible("kl_loss_type", "it needs the whole distribution")
        }
        let penalty: ReferencePenalty = try settings.choice(
            "kl_loss_type",
            [
                "low_var_kl": .k3, "k3": .k3, "kl": .k1, "k1": .k1, "mse": .k2, "k2": .k2,
                "abs": .abs, "kl+": .k1Plus, "k1+": .k1Plus, "low_var_kl+": .k3Plus, "k3+": .k3Plus,
            ])
        let coefficient = try settings.number("kl_loss_coef")
        run.penalize(penalty, coefficient, isClamped: penalty == .k3)
    }

    private static func verlCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        if settings.text("rollout_is") != nil, settings.text("rollout_rs") != nil {
            throw settings.inexpressible(
                "rollout_rs", "one factor goes at a time, and rollout_is is set as well")
        }
        if settings.text("rollout_is") != nil {
            guard let bounds = try settings.bounds("rollout_is_threshold") else {
                throw settings.wrong("rollout_is_threshold", "a number, or two such as 0.5_5.0")
            }
            let (truncated, masked): (Correction, Correction) = try settings.choice(
                "rollout_is",
                ["token": (.tis, .icePop), "sequence": (.sequenceTIS, .sequenceIcePop)])
            run.correct(bounds.low == nil ? truncated : masked, low: bounds.low, high: bounds.high)
        } else if settings.text("rollout_rs") != nil {
            try verlRejection(settings, &run)
        }
    }

    /// verl's bounds of k1 are on μ/π_old, so that ours are their reciprocals.
    private static func verlRejection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let rejections: KeyValuePairs<String, Correction> = [
            "token_k1": .ratioMask, "token_k3": .k3Mask, "seq_mean_k1": .geometricRejection,
        ]
        guard let correction = rejections.first(where: { $0.key == settings.text("rollout_rs") })
        else {
            throw settings.inexpressible(
                "rollout_rs", "only token_k1, token_k3 and seq_mean_k1 have a word here")
        }
        guard let bounds = try settings.bounds("rollout_rs_threshold") else {
            throw settings.wrong("rollout_rs_threshold", "a number, or two such as 0.5_2.0")
        }
        let low = bounds.low ?? 1 / bounds.high
        if correction.key == "token_k3" {
            run.correct(.k3Mask, high: bounds.high)
        } else {
            run.correct(correction.value, low: 1 / bounds.high, high: 1 / low)
        }
    }

    /// In bypass mode μ counts as π_old; PPO's loss then computes rollout_is and does not apply it.
    private static func verlBypass(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        if settings.text("rollout_rs") != nil {
            throw settings.inexpressible("rollout_rs", "in bypass mode it looks at π/μ")
        }
        guard settings.text("loss_type") == "reinforce" else {
            run.policies = .engineAsOld
            if settings.text("rollout_is") != nil {
                run.notes.append("in bypass mode with ppo_clip verl does not apply rollout_is")
            }
            return
        }
        let bounds = try settings.bounds("rollout_is_threshold")
        guard settings.text("rollout_is") == "token", let bounds, bounds.low == nil else {
            throw settings.inexpressible(
                "loss_type", "with reinforce only rollout_is=token with one bound has a word here")
        }
        let aggregation = run.aggregation.name
        run = TrainerRun(.reinforceIS, ["bound": bounds.high], aggregation: aggregation)
    }
}
