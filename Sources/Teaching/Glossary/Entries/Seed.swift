// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What fixes all that is random.
    package static let seed = GlossaryEntry(
        "seed", aliases: ["seeds", "failed", "failure"],
        """
        A number that fixes all that is random in a run: the world, the start and the samples. All \
        methods see the same random numbers under a seed, so that they can be compared seed by \
        seed. In the table of sweep, seeds counts the runs that worked and failed those that did \
        not.
        """,
        shownIn: "seeds= of simulate and sweep",
        example: Example("simulate world=bandit seeds=3..5 steps=4", "three seeds"),
        related: ["interval", "paired-difference", "simulate"])
}
