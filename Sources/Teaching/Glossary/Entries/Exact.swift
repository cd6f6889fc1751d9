// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Training without samples.
    package static let exact = GlossaryEntry(
        "exact", aliases: ["expectation", "every", "evaluation"],
        """
        With exact=yes an update is the expectation over all responses instead of a mean over \
        sampled ones, so that a seed decides on the world and the start alone. The metrics of the \
        policy are exact either way; every= says how many steps lie between two evaluations of \
        them.
        """,
        shownIn: "exact= and every= of simulate",
        example: Example(
            "simulate world=bandit exact=yes steps=4", "the expectation, with one seed"),
        related: ["simulate", "seed", "metric"])
}
