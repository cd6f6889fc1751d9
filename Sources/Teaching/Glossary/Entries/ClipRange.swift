// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The interval around 1.
    static let clipRange = GlossaryEntry(
        "clip-range",
        aliases: [
            "eps_low", "eps_high", "ε_low", "ε_high", "ε", "eps", "epsilon", "epsilon_low",
            "epsilon_high", "eps_clip", "clip_ratio_low", "clip_ratio_high", "cliprange",
            "clip_range", "clip-higher",
        ],
        """
        The interval around 1 beyond which a ratio counts as far away. ε_low and ε_high are \
        distances from 1, so that eps_high=0.2 puts the upper end at 1.2. TRL's CISPO takes the \
        end itself: its epsilon_high of 5 is eps_high=4 here.
        """,
        formula: "1 − ε_low ≤ r ≤ 1 + ε_high",
        shownIn: "eps_low= and eps_high= of most commands",
        example: Example("weights eps_high=0.6", "lucky is no longer masked"),
        related: ["masks", "masked", "outside"])
}
