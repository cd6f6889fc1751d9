// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How likely an answer is right.
    package static let accuracy = GlossaryEntry(
        "accuracy", aliases: ["acc", "greedy", "greedy-accuracy"],
        """
        The probability that an answer sampled from the policy is right, averaged over the \
        training prompts. greedy is the share of prompts that are answered right when each token \
        is the likeliest one.
        """,
        shownIn: "plot accuracy, compare, metrics of simulate",
        example: Example(
            "compare metrics=acc,greedy", "sampled and greedy",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["pass16", "held-out", "compare"])
}
