// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Answers with a false step.
    package static let wrongSteps = GlossaryEntry(
        "wrong", aliases: ["false-step"],
        """
        The share of the samples with a step that is false or cannot be read, such as ×2=15 after 7, \
        whatever their reward is. Under verifier=last it rises while the reward does.
        """,
        shownIn: "metrics of simulate in world reach, show answers",
        example: Example(
            "compare metrics=reward,wrong", "right answers, and those with a false step",
            setup: [
                "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo"
            ]),
        related: ["verifier", "reward", "transformer"])
}
