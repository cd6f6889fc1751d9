// SPDX-License-Identifier: GPL-3.0-or-later

/// What trainers' names of metrics mean, in our words.
///
/// - Source: the metrics of verl (metric_utils, core_algos), TRL (grpo_trainer), OpenRLHF (ppo_actor), slime,
///   ROLL, prime-rl, NeMo-RL, open-instruct, SkyRL, AReaL and tinker-cookbook.
public struct MetricMeaning: Sendable, Equatable {
    /// What it is, in a few words.
    public let title: String
    /// The names that mean it, without what trainers put before them, such as `actor/`.
    public let names: [String]

    private init(_ title: String, _ names: [String]) {
        (self.title, self.names) = (title, names)
    }

    /// Returns what a metric means; nil where it is not known.
    ///
    /// Of several names that a metric ends with, the longest says what it is.
    public static func named(_ metric: String) -> MetricMeaning? {
        // ROLL adds how numbers are put together: `ratio_mean@mean`.
        var parts =
            metric.split(separator: "@").first.map { $0.lowercased().split(separator: "/") } ?? []
        // AReaL adds it as a part, and transformers says whose metric it is with a prefix.
        if let last = parts.last, ["avg", "min", "max"].contains(last) { parts.removeLast() }
        while !parts.isEmpty {
            let name = parts.joined(separator: "/")
            let plain = name.hasPrefix("eval_") ? String(name.dropFirst(5)) : name
            if let place = places[plain] { return all[place] }
            parts.removeFirst()
        }
        return nil
    }

    private static let places: [String: Int] = Dictionary(
        all.enumerated().flatMap { place, meaning in meaning.names.map { ($0, place) } },
        uniquingKeysWith: { first, _ in first })

    /// Every meaning that is known.
    public static let all: [MetricMeaning] = [
        MetricMeaning(
            "entropy",
            [
                "entropy", "entropy_loss", "entropy/mean", "entropy/all/mean", "approx_entropy",
                "entropy_avg", "policy_entropy",
            ]),
        MetricMeaning(
            "clip fraction, both sides",
            [
                "pg_clipfrac", "ppo_clip_ratio", "clip_ratio", "clip_ratio/region_mean", "clipfrac",
                "clipfrac_avg", "ppo_ratio_clipfrac", "is_masked/mean",
            ]),
        MetricMeaning(
            "clip fraction, high side",
            [
                "clip_ratio/high_mean", "clip_ratio/high_max", "ppo_ratio_high_clipfrac",
                "is_masked_high/mean", "clip_frac_high",
            ]),
        MetricMeaning(
            "clip fraction, low side",
            [
                "clip_ratio/low_mean", "clip_ratio/low_min", "ppo_ratio_low_clipfrac",
                "is_masked_low/mean", "clip_frac_low",
            ]),
        MetricMeaning("dual-clip fraction", ["pg_clipfrac_lower", "dual_clip_ratio"]),
        MetricMeaning(
            "ratio, current / old",
            [
                "ratio_mean", "probs_ratio", "ratio", "is_ratio_mean", "importance_weight", "ois",
            ]),
        MetricMeaning(
            "ratio, trainer / engine",
            [
                "rollout_corr/rollout_is_mean", "rollout_is_mean", "sampling_importance_ratio",
                "sampling/importance_sampling_ratio/mean", "importance_sampling_ratio/mean", "tis",
                "behave_imp_weight",
            ]),
        MetricMeaning(
            "share that TIS truncates", ["tis_clipfrac", "rollout_is_ratio_fraction_high"]),
        MetricMeaning(
            "KL to the old policy",
            ["ppo_kl", "approxkl", "policykl", "policy_kl", "approx_kl", "kl_old"]),
        MetricMeaning(
            "KL to the reference", ["kl", "kl_loss", "kl_penalty", "kl_avg", "kl_ref", "kl/mean"]),
        MetricMeaning(
            "KL, trainer against engine",
            [
                "mismatch_kl/all/mean", "mismatch_kl", "vllm_kl", "gen_kl_error",
                "kl_sample_train_v1",
                "kl_sample_train_v2", "rollout_corr/kl",
            ]),
        MetricMeaning(
            "reward",
            [
                "reward", "rewards", "score/mean", "rewards/mean", "reward/mean", "reward/total",
                "scores",
                "avg_raw_reward", "task_reward", "raw_reward", "reward/all/mean",
            ]),
        MetricMeaning("share of groups without signal", ["frac_reward_zero_std"]),
        MetricMeaning(
            "response length",
            [
                "response_length", "response_length/mean", "completions/mean_length",
                "response_len/mean", "mean_gen_tokens_per_sample", "sequence_lengths",
                "avg_num_tokens",
            ]),
        MetricMeaning(
            "share cut at the longest length",
            ["response_length/clip_ratio", "completions/clipped_ratio"]),
        MetricMeaning("gradient norm", ["grad_norm", "actor_grad_norm", "gradient_norm"]),
    ]
}
