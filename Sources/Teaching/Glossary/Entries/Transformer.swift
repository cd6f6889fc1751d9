// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The network that writes answers.
    package static let transformer = GlossaryEntry(
        "transformer",
        aliases: [
            "tiny-transformer", "size", "base", "bases", "large", "small", "table", "pretraining",
        ],
        """
        A causal transformer of 57,936 parameters (large) or 26,336 (small) that writes the answers \
        of world reach and is trained live, under any method. It starts from a base, which has \
        imitated walks between numbers; base=N is the pretraining with seed N. The policies of the \
        other worlds are tables, with a row of logits for each context.
        """,
        shownIn: "simulate world=reach, pretrain",
        example: Example(
            "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo",
            "one step of a small one"),
        related: ["policy", "worlds", "verifier", "simulate"])
}
