// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The mark of a response.
    package static let reward = GlossaryEntry(
        "reward",
        aliases: [
            "rewards", "R", "ret", "critic/score/mean", "critic/rewards/mean",
            "noise", "η",
        ],
        """
        The mark that a finished response gets; in the simulations 1 for right and 0 for wrong. \
        With noise= above 0 the simulated mark is inverted with that probability, as by a \
        verifier that errs.
        """,
        shownIn: "group, reward of logs, noise= of simulate",
        example: Example("group 0.2 0.9 0.4", "three rewards between 0 and 1"),
        related: ["advantage", "group", "outcome-supervision"])
}
