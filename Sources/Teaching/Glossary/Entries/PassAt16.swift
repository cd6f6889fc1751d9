// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One right answer in sixteen.
    package static let passAt16 = GlossaryEntry(
        "pass16", aliases: ["pass@16", "pass@k", "pass-at-16", "best@16"],
        """
        The probability that at least one of 16 answers to a prompt is right, averaged over the \
        training prompts. Training can raise accuracy and lower pass16 at the same time, when some \
        prompts are given up.
        """,
        formula: "mean over prompts of 1 − (1 − q)¹⁶, q the probability of a right answer",
        shownIn: "compare, metrics of simulate",
        example: Example(
            "compare metrics=acc,pass16", "one answer against sixteen",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["accuracy", "compare"])
}
