// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// At the end, or over all steps.
    package static let final = GlossaryEntry(
        "final",
        aliases: [
            "mean", "at", "at-the-end", "over-all-steps", "final_entropy", "mean_entropy",
            "final_acc", "final_pass16", "final_reward", "final_held_pass8",
        ],
        """
        final is the last value of a metric in a run. mean is its average over all steps, which \
        also tells of the way there.
        """,
        shownIn: "compare, sweep",
        example: Example(
            "compare at=mean", "differences over all steps",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["compare", "metric", "sweep"])
}
