// SPDX-License-Identifier: GPL-3.0-or-later

extension Dialect {
    /// The settings of verl's modes that choose tokens by the covariance over the batch.
    static let verlCovarianceSettings: [TrainerSetting] = [
        .weights("clip_cov_ratio", "0.0002"), .weights("clip_cov_lb", "1.0"),
        .weights("clip_cov_ub", "5.0"), .weights("kl_cov_ratio", "0.0002"),
        .weights("ppo_kl_coef", "0.1"),
    ]

    /// Returns the rule of `clip_cov` or `kl_cov`; nil for another mode.
    ///
    /// - Source: verl, compute_policy_loss_clip_cov and compute_policy_loss_kl_cov.
    static func verlCovariance(
        _ settings: TrainerSettings, _ sum: String
    ) throws(DialectError) -> TrainerRun? {
        switch settings.text("loss_mode") {
        case "clip_cov":
            let values: ParameterValues = [
                "eps_low": try settings.number("clip_ratio_low", else: "clip_ratio"),
                "eps_high": try settings.number("clip_ratio_high", else: "clip_ratio"),
                "clip_cov_ratio": try settings.number("clip_cov_ratio"),
                "clip_cov_low": try settings.number("clip_cov_lb"),
                "clip_cov_high": try settings.number("clip_cov_ub"),
            ]
            var run = TrainerRun(.clipCov, values, aggregation: sum)
            run.notes.append("verl draws the tokens of clip_cov anew in every micro-batch")
            return run
        case "kl_cov":
            for name in ["rollout_is", "rollout_rs"] where settings.text(name) != nil {
                throw settings.inexpressible(
                    name, "under kl_cov it multiplies the pull on the chosen tokens too")
            }
            let values: ParameterValues = [
                "kl_cov_ratio": try settings.number("kl_cov_ratio"),
                "kl_cov_coef": try settings.number("ppo_kl_coef"),
            ]
            return TrainerRun(.klCov, values, aggregation: sum)
        default: return nil
        }
    }

    /// Returns the rule of `dppo_tv` or `dppo_kl`; nil for another mode.
    ///
    /// Their bounds on the divergence are the settings that are bounds on the ratio elsewhere, and so is
    /// the largest ratio: actor.yaml sets `clip_ratio_c` to 3, where the paper has 20.
    ///
    /// - Source: verl, compute_policy_loss_dppo_tv and compute_policy_loss_dppo_kl.
    static func verlDivergence(
        _ settings: TrainerSettings, _ sum: String
    ) throws(DialectError) -> TrainerRun? {
        let rules: [String: WeightRule] = ["dppo_tv": .dppoTV, "dppo_kl": .dppoKL]
        guard let rule = settings.text("loss_mode").flatMap({ rules[$0] }) else { return nil }
        let below = try settings.number("clip_ratio_low", else: "clip_ratio")
        let above = try settings.number("clip_ratio_high", else: "clip_ratio")
        guard below == above else {
            throw settings.inexpressible(
                settings.isGiven("clip_ratio_low") ? "clip_ratio_low" : "clip_ratio_high",
                "\(rule.name) has one bound δ for both directions")
        }
        let cap = try settings.number("clip_ratio_c")
        return TrainerRun(rule, ["delta": below, "ratio_max": cap], aggregation: sum)
    }
}
