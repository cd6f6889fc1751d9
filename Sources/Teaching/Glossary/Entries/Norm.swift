// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How rewards become advantages.
    package static let norm = GlossaryEntry(
        "norm",
        aliases: [
            "normalization", "adv_estimator", "scale_rewards", "drgrpo", "dr_grpo", "rloo", "opo",
            "gpg", "grpo-passk", "grpo-loo", "grpo-batch", "std_eps",
        ],
        """
        How the rewards of a group become advantages. grpo takes off their mean and divides by \
        their standard deviation, drgrpo only takes off the mean, and rloo takes off the mean of \
        the other responses. grpo-loo and grpo-batch divide by the deviation of the others and of the \
        batch.
        """,
        formula: """
            grpo: A = (R − mean R) / (std R + std_eps)
            drgrpo: A = R − mean R
            rloo: A = R − mean of the others
            """,
        shownIn: "norm= of group and simulate",
        example: Example("group 1 0 0 0 norm=grpo,drgrpo,rloo", "three ways"),
        related: ["group", "advantage", "reward"])
}
