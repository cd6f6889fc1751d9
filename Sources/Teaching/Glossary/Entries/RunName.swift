// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What a simulation is called.
    static let runName = GlossaryEntry(
        "run-name",
        aliases: ["run-names"],
        """
        Each simulation becomes a run with a name: run1, run2 and so on, in the order in which \
        they were made. plot, compare and resume take the last one where run= does not name \
        another, and show runs lists them.
        """,
        shownIn: "show runs, run= of plot and compare",
        example: Example(
            "show runs", "the names of the runs", setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["simulate", "show", "resume"])
}
