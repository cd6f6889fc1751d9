// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// AReaL: PPOActorConfig.
    static let areal = Dialect(
        name: "areal", title: "AReaL", source: "AReaL 4aef98d8, ppo_actor_loss_fn",
        settings: arealSettings, otherParts: ["optimizer", "rollout", "gconfig", "ref", "saver"]
    ) { settings throws(DialectError) in
        var run = try arealRule(settings)
        let isDecoupled = try settings.flag("use_decoupled_loss")
        let recomputes = try settings.flag("recompute_logprob")
        if !isDecoupled, !recomputes {
            run.policies = .engineAsOld
            run.notes.append(
                "without use_decoupled_loss or recompute_logprob AReaL's old policy is the engine's"
            )
        }
        try arealCorrection(settings, &run)
        return run
    }

    private static let arealSettings: [TrainerSetting] =
        [
            .weights("eps_clip", "0.2"), .weights("eps_clip_higher"), .weights("c_clip"),
            .weights("importance_sampling_level", "token"), .weights("use_sapo_loss", "False"),
            .weights("sapo_tau_pos", "1.0"), .weights("sapo_tau_neg", "1.05"),
            .weights("use_decoupled_loss", "False"), .weights("recompute_logprob", "False"),
            .weights("rejection_sampling"), .weights("level", "token"),
            .weights("action", "mask"), .weights("metric", "ratio"), .weights("upper", "5.0"),
            .weights("lower"),
            .fixed("agg", "mean", "only the mean over a response has a word here"),
            .weights("m2_threshold"),
        ]
        + TrainerSetting.idle(
            "group_size", "ppo_n_minibatches", "kl_ctl", "kl_estimator", "adv_norm", "reward_norm",
            "reward_scaling", "reward_bias", "reward_clip", "gamma", "lam", "temperature",
            "behav_imp_weight_cap", "dynamic_sampling", "overlong_reward_penalty",
            "mask_no_eos_with_zero", "discount", "max_new_tokens", "prox_logp_method", "dtype",
            "path", "init_from_scratch", "gradient_checkpointing", "mb_spec")

    private static func arealRule(_ settings: TrainerSettings) throws(DialectError) -> TrainerRun {
        let below = try settings.number("eps_clip")
        let above = try settings.optionalNumber("eps_clip_higher") ?? below
        if let threshold = try settings.optionalNumber("m2_threshold") {
            return try arealSecondMoment(settings, TrainerRun.clip(below, above), threshold)
        }
        if try settings.flag("use_sapo_loss") {
            let values = [
                "tau_pos": try settings.number("sapo_tau_pos"),
                "tau_neg": try settings.number("sapo_tau_neg"),
            ]
            return TrainerRun(.sapo, values, aggregation: "areal")
        }
        switch settings.text("importance_sampling_level") {
        case "token":
            return .clipped(
                below: below, above: above, cap: try settings.optionalNumber("c_clip"),
                aggregation: "areal")
        case "sequence":
            return TrainerRun(.gspo, TrainerRun.clip(below, above), aggregation: "areal")
        default: throw settings.wrong("importance_sampling_level", "token or sequence")
        }
    }

    /// M2PO: it compares the proximal policy, which is π_old here, with the engine's.
    private static func arealSecondMoment(
        _ settings: TrainerSettings, _ clip: ParameterValues, _ threshold: Double
    ) throws(DialectError) -> TrainerRun {
        guard try settings.flag("use_decoupled_loss") else {
            throw settings.inexpressible(
                "m2_threshold", "it needs a proximal policy: add use_decoupled_loss=true")
        }
        let isPPO = try !settings.flag("use_sapo_loss")
        guard isPPO, settings.text("importance_sampling_level") == "token",
            try settings.optionalNumber("c_clip") == nil
        else {
            throw settings.inexpressible(
                "m2_threshold", "it has a word here for PPO's rule on tokens without c_clip alone")
        }
        var run = TrainerRun(
            .m2po, clip.merging(["m2_threshold": threshold]) { $1 }, aggregation: "areal")
        run.notes.append("AReaL divides by the number of tokens that M2PO keeps")
        return run
    }

    /// Any of the settings of `rejection_sampling` turns it on; nothing does by default.
    private static func arealCorrection(
        _ settings: TrainerSettings, _ run: inout TrainerRun
    ) throws(DialectError) {
        let names = ["level", "action", "metric", "upper", "lower"]
        guard names.contains(where: settings.isGiven) else { return }
        guard settings.text("metric") == "ratio" else {
            throw settings.inexpressible("metric", "only the ratio has a word here")
        }
        let isToken = settings.text("level") == "token"
        let isMask = settings.text("action") == "mask"
        guard isToken || settings.text("level") == "sequence" else {
            throw settings.wrong("level", "token or sequence")
        }
        guard isMask || settings.text("action") == "clamp" else {
            throw settings.wrong("action", "mask or clamp")
        }
        guard isToken || !isMask else {
            throw settings.inexpressible(
                "action", "the geometric mean as a weight that drops responses has no word here")
        }
        run.correct(
            isToken ? (isMask ? .icePop : .tis) : .geometricTIS,
            low: try settings.optionalNumber("lower"), high: try settings.number("upper"))
    }
}
