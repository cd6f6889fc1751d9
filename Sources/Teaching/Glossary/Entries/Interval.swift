// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How sure a mean over seeds is.
    package static let interval = GlossaryEntry(
        "interval",
        aliases: [
            "±", "confidence-interval", "confidence_interval", "ci", "95%", "95-%", "95-%-interval",
            "low", "high", "d_low",
            "d_high",
        ],
        """
        What ± shows: a 95 % confidence interval of a mean over seeds, by Student's t. It says \
        where the mean over all possible seeds plausibly lies, if the values are spread about \
        normally; one seed alone has no interval. low and high are its ends.
        """,
        formula: "mean ± t·s/√n over n seeds",
        shownIn: "compare, sweep, simulate, bands of figures",
        example: Example(
            "compare", "means with their intervals",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["seed", "paired-difference", "compare"])
}
