// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Updates on one rollout of the bench.
    package static let inner = GlossaryEntry(
        "inner", aliases: ["updates", "update"],
        """
        How many updates the bench's tokens get on each rollout: 1 in step and 8 in simulate, \
        where nothing else is said. The first has r = 1 everywhere; from the second one on methods \
        part.
        """,
        shownIn: "inner= of step and simulate",
        example: Example(
            "step lr=0.3 inner=8", "eight updates on one rollout",
            setup: ["preset rich"]),
        related: ["step", "on-policy", "r"])
}
