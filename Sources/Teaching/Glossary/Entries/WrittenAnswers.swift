// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What a transformer wrote.
    package static let writtenAnswers = GlossaryEntry(
        "answers", aliases: ["answer-text", "sampled"],
        """
        What a transformer wrote, as kept of the first seed of each method: at every evaluation the \
        greedy and one sampled answer to each of 128 held-out prompts, and of every step one that was \
        trained on. 07>20 asks for a way from 7 to 20; ×2=14 is a step, and ∎ the end.
        """,
        shownIn: "show answers, plot tokens run=, token run=",
        example: Example(
            "show answers", "start and end",
            setup: [
                "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo"
            ]),
        related: ["transformer", "verifier", "response"])
}
