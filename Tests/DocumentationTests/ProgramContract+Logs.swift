// SPDX-License-Identifier: GPL-3.0-or-later

extension ContractEntry {
    /// The commands that answer questions about a log.
    static let logAnswers = [
        ContractEntry(
            command: "reweigh by=step",
            keys: [
                "step", "method", "tokens", "positive", "negative", "zero", "ratio_mean",
                "ratio_mean_positive", "ratio_mean_negative", "ratio_min", "ratio_max", "ratio_std",
                "ratio_median", "clip_high_fraction", "clip_low_fraction", "outside_above_fraction",
                "outside_below_fraction", "dual_clip_fraction", "dual_clip_positive_fraction",
                "dual_clip_negative_fraction", "kl_k1", "kl_k3", "weight_mean_positive",
                "weight_mean_negative", "gradient_mass_positive_by_bin",
                "gradient_mass_negative_by_bin", "tokens_positive_by_bin", "tokens_negative_by_bin",
            ],
            remark: """
                One object per part and method, with what names the part first: step; epoch; epoch, minibatch; number, \
                step, epoch, minibatch, prompt_id, response_id; position, position_last; step, prompt_id. \
                ratio_median is null.
                """,
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "reweigh by=step"]),
        ContractEntry(
            command: "clipping", keys: ["trainer", "metric", "value", "definition"],
            remark:
                "One object per metric of a trainer; value is null where the log does not tell.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "clipping"]),
        ContractEntry(
            command: "clipping by=step",
            keys: [
                "step", "tokens", "clip_high_fraction", "clip_low_fraction", "clip_fraction",
                "dual_clip_fraction", "outside_above_fraction", "outside_below_fraction",
                "ratio_mean", "ratio_min", "ratio_max", "kl_k1", "kl_k3", "entropy",
            ],
            remark: "One object per part.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "clipping by=step"]),
        ContractEntry(
            command: "drift",
            keys: [
                "pair", "missing", "tokens", "kl_k1", "kl_k3", "chi2", "logp_difference_mean",
                "logp_difference_max", "logp_difference_std", "probability_difference_mean",
                "probability_difference_max", "pearson", "exact_zero_fraction", "mult_prob_error",
                "weight_mean", "weight_min", "weight_max", "effective_sample", "truncated_fraction",
                "truncated_weight_mean", "truncated_effective_sample",
            ],
            remark: """
                One object per pair that the log has: engine, drift, total. With by= what names the part stands in \
                the place of missing.
                """,
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "drift"]),
        ContractEntry(
            command: "tokens",
            keys: ["class", "tokens", "share", "old", "new", "entropy", "ratio", "advantage"],
            remark:
                "One object per class: kept, clipped_high, clipped_low, no_advantage, outside_mask.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "tokens"]),
        ContractEntry(
            command: "tokens top=N",
            keys: [
                "score", "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "number",
                "position", "token", "token_id", "before", "after", "logp_old", "logp", "ratio",
                "advantage", "entropy", "weight.M", "gradient.M",
            ],
            remark:
                "One object per token, the most extreme first; number is that of its response in the log.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "tokens top=3"]),
        ContractEntry(
            command: "responses",
            keys: [
                "responses", "positive", "negative", "tokens", "length_mean", "length_min",
                "length_max", "ratio_geo_mean", "ratio_geo_std", "ratio_geo_min", "ratio_geo_max",
                "gspo_eps_low", "gspo_eps_high", "gspo_clip_high_fraction",
                "gspo_clip_low_fraction", "gspo_clip_token_fraction", "ppo_clip_token_fraction",
                "correlation_length_ratio", "correlation_length_distance",
                "correlation_length_advantage",
            ],
            remark: "One object.", lines: ["load assets/logs/tiny-grpo-tokens.csv", "responses"]),
        ContractEntry(
            command: "responses top=N",
            keys: [
                "number", "step", "epoch", "minibatch", "rank", "prompt_id", "response_id",
                "tokens", "advantage", "reward", "ratio_geo", "log_ratio_sum", "distance",
                "ratio_min", "ratio_max", "entropy", "clip_fraction",
            ],
            remark: "One object per response.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "responses top=3"]),
        ContractEntry(
            command: "groups",
            keys: [
                "groups", "with_signal", "signal_fraction", "zero_advantages", "equal_rewards",
                "equal_rewards_fraction", "all_best", "all_worst", "responses", "tokens",
                "responses_per_group", "passes", "silent_tokens_fraction",
            ],
            remark: "One object.", lines: ["load assets/logs/tiny-grpo-tokens.csv", "groups"]),
        ContractEntry(
            command: "groups rows=all",
            keys: [
                "step", "prompt_id", "responses", "passes", "tokens", "reward_mean", "reward_min",
                "reward_max", "advantage_min", "advantage_max", "signal",
            ],
            remark: "One object per group.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "groups rows=all"]),
        ContractEntry(
            command: "report", keys: ["report", "bytes", "sections", "figures", "findings"],
            remark:
                "One object. sections are the places of the page, findings what it says in words.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "report out=run.html"]),
        ContractEntry(
            command: "watch",
            keys: [
                "metric", "run", "points", "first_step", "last_step", "last", "before", "recent",
                "trend",
            ],
            remark: """
                One object per metric and run, as of the last look. recent is the mean of the last fifth of the \
                numbers, before that of as many before them; trend is rises, falls or level; null where there \
                are fewer than six.
                """,
            lines: ["watch assets/logs/tiny-grpo-tokens.csv seconds=0"]),
    ]
}
