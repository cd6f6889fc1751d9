// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The tasks of the simulations.
    package static let worlds = GlossaryEntry(
        "worlds", aliases: ["toy-world", "types", "Y", "states", "S", "keysteps", "share"],
        """
        The tasks that simulations train on, small enough to compute accuracy and entropy exactly. \
        types, states, vocabulary, length, keysteps and prompts say how large they are, and share \
        whether questions of world steps share what they learn. help world NAME tells about one of \
        them.
        """,
        shownIn: "world= of simulate and sweep",
        example: Example(
            "simulate world=bandit keysteps=2 seeds=2 steps=4", "two right tokens a question"),
        related: ["simulate", "toy", "untrained"])
}
