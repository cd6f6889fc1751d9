// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What a sweep changes.
    package static let axis = GlossaryEntry(
        "axis", aliases: ["axes", "x", "scale"],
        """
        What a sweep changes: one number of a token, as in x=ratio:0.5..2, or one or two settings \
        of the training. n= says how many values a range has, and scale=log spaces them by equal \
        factors instead of equal steps.
        """,
        shownIn: "sweep, plot sweep",
        example: Example("sweep lr=0.1,0.5 world=bandit seeds=2 steps=4", "two learning rates"),
        related: ["sweep", "numbers", "r"])
}
