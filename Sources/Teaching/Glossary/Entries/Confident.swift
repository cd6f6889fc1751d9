// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What confidence is, and what it is not.
    static let confident = GlossaryEntry(
        "confident", aliases: ["confidence", "certain", "sure"],
        """
        A policy is confident where it gives one token almost all the probability, so that entropy \
        is near 0. That is about π alone, while r is about change: a confident token can have r = \
        1, and a token that has doubled can still be rare.
        """,
        shownIn: "columns π and ratio of weights",
        example: Example(
            "explain sure", "likely, with a ratio near 1",
            setup: ["token sure old=0.97 new=0.98"]),
        related: ["r", "entropy", "lagging"])
}
