// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// When entropy runs out before the task is learned.
    static let collapse = GlossaryEntry(
        "collapse", aliases: ["entropy-collapse", "entropy_collapse"],
        """
        Entropy falls to almost 0 before the task is learned: the policy writes the same few \
        answers and finds no new ones. More and more groups then hold equal rewards, which teach \
        nothing.
        """,
        shownIn: "plot entropy, compare",
        example: Example(
            "compare metrics=entropy,acc,zero_groups", "what to look at together",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["entropy", "zero_groups", "toy"])
}
