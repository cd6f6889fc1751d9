// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// SkyRL: `trainer.algorithm`.
    static let skyRL = Dialect(
        name: "skyrl", title: "SkyRL", source: "SkyRL a9564572, ppo_utils.py",
        settings: skyRLSettings,
        otherParts: [
            "data", "generator", "environment", "optimizer_config", "fsdp_config", "policy", "ref",
            "critic", "placement", "fully_async", "dynamic_sampling",
        ]
    ) { settings throws(DialectError) in
        var run = try skyRLRule(settings)
        if try settings.flag("use_kl_loss") {
            let penalty: ReferencePenalty = try settings.choice(
                "kl_estimator_type", ["k1": .k1, "k2": .k2, "k3": .k3, "abs": .abs])
            run.penalize(penalty, try settings.number("kl_loss_coef"))
        }
        try skyRLCorrection(settings, &run)
        if run.aggregation.number?.name == "max_seq_len" {
            run.aggregationNumber = try settings.optionalNumber("max_seq_len")
        }
        return run
    }

    private static let skyRLSettings: [TrainerSetting] =
        [
            .weights("policy_loss_type", "regular"), .weights("eps_clip_low", "0.2"),
            .weights("eps_clip_high", "0.2"), .weights("clip_ratio_c", "3.0"),
            .weights("tau_pos", "1.0"), .weights("tau_neg", "1.05"),
            .weights("cispo_eps_clip_low", "0"), .weights("cispo_eps_clip_high", "5"),
            .weights("delta_low"), .weights("delta_high"),
            .weights("divergence_type", "binary_tv"), .weights("loss_reduction", "token_mean"),
            .weights("max_seq_len"), .weights("use_kl_loss", "true"),
            .weights("kl_loss_coef", "0.001"), .weights("kl_estimator_type", "k3"),
            .weights("tis_ratio_type"), .weights("token_tis_ratio_clip_high", "2.0"),
            .weights("sequence_tis_ratio_clip_high", "5.0"), .weights("sequence_mask_metric"),
            .weights("geo_mask_low", "0.99"), .weights("geo_mask_high", "1.01"),
            .weights("token_mask_is_threshold_low"), .weights("token_mask_is_threshold_high"),
            .weights("use_tis", "false"), .weights("tis_imp_ratio_cap", "-1.0"),
            .fixed(
                "outlier_token_is_threshold_low", "None",
                "it drops a response for one of its tokens"),
            .fixed(
                "outlier_token_is_threshold_high", "None",
                "it drops a response for one of its tokens"),
        ]
        + TrainerSetting.idle(
            "advantage_estimator", "grpo_norm_by_std", "use_kl_in_reward", "use_entropy_loss",
            "entropy_loss_coef", "advantage_batch_normalize", "zero_variance_filter", "lambd",
            "gamma", "value_clip", "product_mask_low", "product_mask_high", "train_batch_size",
            "policy_mini_batch_size", "micro_train_batch_size_per_gpu",
            "micro_forward_batch_size_per_gpu", "epochs", "update_epochs_per_batch",
            "eval_interval", "eval_batch_size", "strategy", "lr", "max_prompt_length",
            "project_name", "run_name", "logger", "ckpt_path", "ckpt_interval", "seed")

    private static func skyRLRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let below = try settings.number("eps_clip_low")
        let above = try settings.number("eps_clip_high")
        let clip = TrainerRun.clip(below, above)
        let sum = "skyrl:" + (settings.text("loss_reduction") ?? "token_mean")
        guard Aggregation.named(sum) != nil else {
            let names = Aggregation.ofSkyRL.map { String($0.name.dropFirst(6)) }
            throw settings.wrong("loss_reduction", "one of " + names.joined(separator: ", "))
        }
        switch settings.text("policy_loss_type") {
        case "regular": return .clipped(below: below, above: above, cap: nil, aggregation: sum)
        case "dual_clip":
            let cap = try settings.number("clip_ratio_c")
            return .clipped(below: below, above: above, cap: cap, aggregation: sum)
        case "gspo": return TrainerRun(.gspo, clip, aggregation: sum)
        case "rollout_is": return TrainerRun(.twoSided, clip, aggregation: sum)
        case "sapo":
            let (up, down) = (try settings.number("tau_pos"), try settings.number("tau_neg"))
            return TrainerRun(.sapo, ["tau_pos": up, "tau_neg": down], aggregation: sum)
        case "cispo": return try skyRLCISPO(settings, sum)
        case "dppo": return try skyRLDPPO(settings, sum)
        case "clip_cov", "kl_cov":
            throw settings.inexpressible(
                "policy_loss_type", "it chooses tokens by what the whole minibatch holds")
        default:
            throw settings.wrong(
                "policy_loss_type",
                "one of regular, dual_clip, gspo, cispo, sapo, rollout_is, dppo")
        }
    }

    private static func skyRLCISPO(
        _ settings: TrainerSettings, _ aggregation: String
    ) throws(DialectError) -> TrainerRun {
        let below = try settings.number("cispo_eps_clip_low")
        let above = try settings.number("cispo_eps_clip_high")
        guard below > 0 else {
            throw settings.inexpressible(
                "cispo_eps_clip_low",
                "0 holds every ratio at 1 or more, and ours begins above 0; "
                    + "the paper has no lower bound: give 1")
        }
        return TrainerRun(.cispoVerl, TrainerRun.clip(below, above), aggregation: aggregation)
    }

    /// DPPO's binary total variation is prime-rl's mask on π − μ, without its penalty.
    private static func skyRLDPPO(
        _ settings: TrainerSettings, _ aggregation: String
    ) throws(DialectError) -> TrainerRun {
        guard settings.text("divergence_type") == "binary_tv" else {
            throw settings.inexpressible("divergence_type", "binary_kl on μ has no word here")
        }
        let values: ParameterValues = [
            "mask_low": try settings.number("delta_low"),
            "mask_high": try settings.number("delta_high"), "kl_tau": 0,
        ]
        return TrainerRun(.primeRL, values, aggregation: aggregation)
    }

    private static func skyRLCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let names = ["tis_ratio_type", "sequence_mask_metric", "token_mask_is_threshold_high"]
        let set = names.filter { settings.text($0) != nil }
        if set.count > 1 {
            throw settings.inexpressible(
                set[1], "one factor goes at a time, and \(set[0]) is set as well")
        }
        switch set.first {
        case "tis_ratio_type":
            let (correction, bound): (Correction, String) = try settings.choice(
                "tis_ratio_type",
                [
                    "token": (.tis, "token_tis_ratio_clip_high"),
                    "sequence": (.sequenceTIS, "sequence_tis_ratio_clip_high"),
                ])
            run.correct(correction, high: try settings.number(bound))
        case "sequence_mask_metric":
            guard settings.text("sequence_mask_metric") == "geometric" else {
                throw settings.inexpressible(
                    "sequence_mask_metric", "a mask by the product has no word here")
            }
            run.correct(
                .geometricRejection, low: try settings.number("geo_mask_low"),
                high: try settings.number("geo_mask_high"))
        case "token_mask_is_threshold_high":
            run.correct(
                .ratioMask, low: try settings.optionalNumber("token_mask_is_threshold_low"),
                high: try settings.number("token_mask_is_threshold_high"))
        default:
            guard try settings.flag("use_tis") else { return }
            run.correct(.tis, high: try settings.number("tis_imp_ratio_cap"))
        }
    }
}
