// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How many responses a prompt gets.
    static let groupSize = GlossaryEntry(
        "group-size", aliases: ["G", "group_size", "num_generations", "n_samples_per_prompt"],
        """
        How many responses each prompt gets in a rollout. The more there are, the better their \
        mean says what is usual, and the rarer all of them have the same reward.
        """,
        shownIn: "group= of simulate",
        example: Example(
            "simulate world=bandit group=8 seeds=2 steps=4", "eight responses a prompt"),
        related: ["group", "norm", "zero_groups"])
}
