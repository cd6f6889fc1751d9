// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What CE-GPPO gives back to masked tokens.
    package static let beta1 = GlossaryEntry(
        "beta1", aliases: ["beta2", "β1", "β2"],
        """
        How much gradient CE-GPPO leaves to tokens that PPO would mask: beta1 below the interval, \
        where A < 0, and beta2 above it, where A > 0. With 0 for both it is GRPO, and gppo has 1 \
        for both.
        """,
        formula: """
            A > 0, r > 1 + ε_high: w = β2 (1 + ε_high)
            A < 0, r < 1 − ε_low: w = β1 (1 − ε_low)
            """,
        shownIn: "ce-gppo",
        example: Example("weights methods=grpo,ce-gppo beta2=0.5", "lucky keeps half of 1.2"),
        related: ["ce-gppo", "gppo", "masked"])
}
