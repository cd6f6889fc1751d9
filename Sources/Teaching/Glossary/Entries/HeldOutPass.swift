// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One right answer in some, of samples.
    package static let heldOutPass = GlossaryEntry(
        "held_pass8",
        aliases: ["held_pass2", "held_pass4", "held_pass16", "held_entropy", "pass@8"],
        """
        The probability that at least one of k answers to a held-out prompt is right, from 16 that are \
        sampled to each of 128. held_acc is the same with k = 1, and held_entropy the entropy of those \
        samples. Training may raise held_acc and lower held_pass8: the answers become alike.
        """,
        formula: "mean over prompts of 1 − Π (n − c − i)/(n − i), i < k, c right of n = 16",
        shownIn: "compare and metrics of simulate in world reach",
        example: Example(
            "compare metrics=held_acc,held_pass8", "one answer against eight",
            setup: [
                "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo"
            ]),
        related: ["pass16", "held-out", "transformer"])
}
