// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A trainer's own words.
    static let dialect = GlossaryEntry(
        "dialect",
        aliases: [
            "settings-of-a-run", "policies", "bypass_mode", "kl_clamp", "kl_corrected",
        ],
        """
        A trainer's own names and defaults: dialect=verl takes the settings of a run, pasted as a \
        configuration or a command line has them, in the place of our words, and says which words they \
        are. Settings that touch no weight are taken and named, and what has no word here is refused by \
        its name. Paths before a name, dashes and None are understood.
        """,
        shownIn: "dialect= of weights, explain, reweigh and export",
        example: Example(
            "weights dialect=trl loss_type=cispo epsilon_high=5.0",
            "TRL's bound is the largest ratio"),
        related: ["trl", "verl", "aggregation"])
}
