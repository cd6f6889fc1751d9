// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Two methods, seed by seed.
    package static let pairedDifference = GlossaryEntry(
        "paired-difference",
        aliases: [
            "paired", "Δ", "difference", "d_mean", "above", "below", "pairs", "against",
        ],
        """
        The difference of two methods under the same seed, averaged over seeds, with an interval \
        of its own. Where the interval holds 0, no difference is seen; above and below count the \
        seeds with either sign, and pairs those that both methods have.
        """,
        shownIn: "compare, sweep, plot paired",
        example: Example(
            "compare to=aspo", "against ASPO",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["compare", "interval", "seed"])
}
