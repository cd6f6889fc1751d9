// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// What programs may rely on in the JSON of one command: the reference says it, a test checks it.
struct ContractEntry: Sendable {
    /// The command as the reference names it.
    let command: String

    /// The keys of one object; `M` stands for a method's name.
    let keys: [String]

    /// What else there is to know, as a sentence; may be empty.
    let remark: String

    /// The lines that make such an object with the methods `grpo` and `aspo`; the last prints it.
    let lines: [String]

    /// The keys for the methods `grpo` and `aspo`.
    var keysOfTwoMethods: Set<String> {
        Set(
            keys.flatMap { key in
                key.hasSuffix(".M") ? ["grpo", "aspo"].map { key.dropLast() + $0 } : [key]
            })
    }

    static let all = bench + training + logs + logAnswers + files

    private static let bench = [
        ContractEntry(
            command: "weights",
            keys: [
                "token", "old", "new", "adv", "entropy", "ratio", "weight.M", "gradient.M",
                "outside.M", "zero.M", "score.M", "note",
            ],
            remark: """
                gradient is |∂L/∂z| on the sampled token's own logit. outside says that the ratio \
                lies outside the method's clip interval, zero that the token has no gradient. With \
                correction= there are also correction.M and total.M, with aggregation= factor.M.
                """,
            lines: ["preset demo", "weights"]),
        ContractEntry(
            command: "gradient",
            keys: ["token", "method", "wrt", "gradient", "norm_l1", "norm_l2", "components"],
            remark: """
                gradient is the part on the sampled token itself, with its sign. components and \
                norm_l2 stand only where the tokens form one distribution, else they are null.
                """,
            lines: ["preset demo", "gradient"]),
        ContractEntry(
            command: "explain", keys: ["token", "old", "new", "adv", "ratio", "methods"],
            remark: "In methods: method, condition, formula, weight, gradient.",
            lines: ["preset demo", "explain Therefore"]),
        ContractEntry(
            command: "sweep", keys: ["x", "weight.M", "gradient.M"], remark: "",
            lines: ["preset demo", "sweep x=new:0.05..0.1 n=2"]),
        ContractEntry(
            command: "group", keys: ["response", "reward", "advantage"], remark: "",
            lines: ["group 1 0 0 1"]),
        ContractEntry(
            command: "lesson, next, back, hint, skip, predict, answer",
            keys: ["lesson", "step", "kind", "text", "done", "lines", "outputs"],
            remark: """
                outputs holds the JSON of the lines that a step runs, done says whether next goes on. \
                predict adds predicted, value and right; answer adds answered and right; after the \
                last step over is true.
                """,
            lines: ["lesson 3"]),
        ContractEntry(
            command: "show methods", keys: ["method", "title", "formula", "source", "parameters"],
            remark: "In parameters: name, symbol, summary, default, domain.",
            lines: ["show methods"]),
        ContractEntry(
            command: "show answers",
            keys: ["step", "method", "seed", "prompt", "origin", "answer", "verdict", "text"],
            remark: "origin is greedy, sampled or training; text is the answer as it was written.",
            lines: [
                "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo",
                "show answers",
            ]),
    ]

    private static let training = [
        ContractEntry(
            command: "step",
            keys: [
                "method", "entropy_before", "entropy_after", "entropy_first_order", "kl_old_new",
                "tokens",
            ],
            remark: "In tokens: token, old, new.", lines: ["preset demo", "step lr=0.3"]),
        ContractEntry(
            command: "simulate", keys: ["run", "world", "method", "seed", "config", "metrics"],
            remark: """
                One object per method and seed. metrics holds one object per step, under the names \
                listed below; steps=n gives n + 1 of them, and the last has no tallies of updates. \
                The bench's own simulation has step, entropy, kl_ref, kl_old and p, the \
                probabilities by token.
                """,
            lines: ["simulate world=graph steps=1 seeds=1"]),
        ContractEntry(
            command: "pretrain",
            keys: [
                "base", "size", "parameters", "steps", "first_loss", "last_loss", "shipped",
                "sha256",
            ],
            remark: "One object; shipped is empty unless the whole of base 1 was made.",
            lines: ["pretrain size=small steps=1"]),
        ContractEntry(
            command: "sweep lr=…, merge",
            keys: [
                "lr", "method", "seeds", "failed", "final_entropy", "final_entropy_low",
                "final_entropy_high", "d_final_entropy", "d_final_entropy_low",
                "d_final_entropy_high", "mean_entropy", "mean_entropy_low", "mean_entropy_high",
                "d_mean_entropy", "d_mean_entropy_low", "d_mean_entropy_high", "final_acc",
                "final_acc_low", "final_acc_high", "d_final_acc", "d_final_acc_low",
                "d_final_acc_high", "final_pass16", "final_pass16_low", "final_pass16_high",
                "d_final_pass16", "d_final_pass16_low", "d_final_pass16_high",
                "final_reward", "final_reward_low", "final_reward_high", "d_final_reward",
                "d_final_reward_low", "d_final_reward_high", "final_held_pass8",
                "final_held_pass8_low", "final_held_pass8_high", "d_final_held_pass8",
                "d_final_held_pass8_low", "d_final_held_pass8_high",
            ],
            remark: """
                One object per point and method; the settings that change come first, under their \
                names. low and high are the ends of the 95 % interval over seeds, d_ the difference \
                to the first method, paired by seed.
                """,
            lines: ["sweep world=graph lr=40,160 seeds=1 steps=1"]),
        ContractEntry(
            command: "export run=RUN",
            keys: [
                "flipside_run", "version", "run", "world", "command", "setup", "seeds", "steps",
                "config", "methods", "alternatives", "runs",
            ],
            remark: "One object, which load reads back. In runs: method, seed, failure, columns, "
                + "and of transformers answers; in columns a list of numbers for each metric, null where "
                + "a step has none.",
            lines: ["simulate world=graph steps=1 seeds=1", "export run=run1"]),
        ContractEntry(
            command: "export method=NAME", keys: ["method", "format", "text"],
            remark: "One object.", lines: ["export method=aspo"]),
        ContractEntry(
            command: "export format=trl-logger", keys: ["format", "text"],
            remark: "One object.", lines: ["export format=trl-logger"]),
        ContractEntry(
            command: "cite results",
            keys: [
                "model", "base", "version", "aime24", "aime25", "amc23", "math500", "minerva",
                "olympiad", "math_average", "lcb_v5", "lcb_v6", "code_average", "aime24_pass",
                "aime25_pass", "amc23_pass", "math500_pass", "minerva_pass", "olympiad_pass",
                "lcb_v5_pass", "lcb_v6_pass",
            ],
            remark: "One object a row of the article; percentages, null where none was printed.",
            lines: ["cite results"]),
    ]

    private static let logs = [
        ContractEntry(
            command: "load",
            keys: [
                "log", "format", "columns", "not_read", "tokens", "rows", "responses", "dropped",
                "remarks",
            ],
            remark: "One object. In dropped: reason, count, lines.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv"]),
        ContractEntry(
            command: "scores",
            keys: ["step", "prompt", "answers", "mean", "std", "low", "high"],
            remark: "One object a prompt and step; std divides by n − 1, null for one answer.",
            lines: ["scores assets/logs/tiny-grpo-answers.jsonl"]),
        ContractEntry(
            command: "reweigh",
            keys: [
                "method", "tokens", "positive", "negative", "zero", "ratio_mean",
                "ratio_mean_positive", "ratio_mean_negative", "ratio_min", "ratio_max", "ratio_std",
                "ratio_median", "clip_high_fraction", "clip_low_fraction",
                "outside_above_fraction", "outside_below_fraction", "dual_clip_fraction",
                "dual_clip_positive_fraction", "dual_clip_negative_fraction", "kl_k1", "kl_k3",
                "weight_mean_positive", "weight_mean_negative", "gradient_mass_positive_by_bin",
                "gradient_mass_negative_by_bin", "tokens_positive_by_bin", "tokens_negative_by_bin",
            ],
            remark: """
                Bins are of π_old, with edges at 0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 and 1.
                """,
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "reweigh"]),
        ContractEntry(
            command: "reweigh rows=all",
            keys: [
                "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "position",
                "token", "token_id", "logp_old", "logp", "advantage", "entropy", "reward", "mask",
                "logp_engine", "logp_ref", "ratio", "weight.M",
            ],
            remark: "One object per token that is used.",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "reweigh rows=all"]),
        ContractEntry(
            command: "curves",
            keys: [
                "metric", "runs", "curves", "points", "first_step", "last_step", "means",
                "not_finite",
            ],
            remark: """
                points counts finite numbers. means says what a trainer's name means, not_finite which \
                seeds are not finite and from where; null where there is nothing to say.
                """,
            lines: ["curves assets/logs/tiny-curves.csv"]),
    ]

    private static let files = [
        ContractEntry(
            command: "plot … out=FILE",
            keys: ["figure", "width", "height", "bytes", "recipe", "alt"],
            remark: "One object; width and height are in pixels.",
            lines: ["plot weight out=w.png"])
    ]
}
