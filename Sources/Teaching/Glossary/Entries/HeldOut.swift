// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Prompts that are never trained.
    package static let heldOut = GlossaryEntry(
        "held-out", aliases: ["held_acc", "held_greedy", "heldout", "held_out", "PH"],
        """
        Prompts that are never trained, which show whether what is learned carries over. held_acc \
        and held_greedy are acc and greedy on them; of the worlds graph and reach have such prompts.
        """,
        shownIn: "heldout= and metrics of simulate",
        example: Example(
            "compare metrics=acc,held_acc", "trained and held out",
            setup: ["simulate world=graph states=8 prompts=8 heldout=8 seeds=2 steps=4"]),
        related: ["accuracy", "worlds", "prompt"])
}
