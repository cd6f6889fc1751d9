// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How much answers repeat themselves and each other.
    package static let repetition = GlossaryEntry(
        "repetition",
        aliases: ["rep_context", "rep_bigram", "dup_rate", "duplicates", "duplicate"],
        """
        How much samples repeat themselves and each other. rep_context is the share of tokens \
        written where their answer has been before, rep_bigram the share of neighbouring pairs \
        that it has written before, and dup_rate the share of answers that copy an earlier one of \
        their group.
        """,
        shownIn: "compare, metrics of simulate",
        example: Example(
            "compare metrics=rep_context,rep_bigram,dup_rate", "all three",
            setup: ["simulate world=graph states=8 prompts=8 heldout=8 seeds=2 steps=4"]),
        related: ["collapse", "entropy", "compare"])
}
