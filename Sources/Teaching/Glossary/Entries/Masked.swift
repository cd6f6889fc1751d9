// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Tokens that teach nothing.
    package static let masked = GlossaryEntry(
        "masked",
        aliases: [
            "hard-mask", "hard_mask", "mask_pos", "mask_neg", "active", "clipped", "clip",
        ],
        """
        A masked token has the weight 0 and teaches nothing in this update. PPO masks what has \
        moved beyond the clip range in the direction of its advantage. mask_pos and mask_neg are \
        the shares of tokens with weight 0 among those with A > 0 and those with A < 0.
        """,
        shownIn: "note of weights, explain, plot clip",
        example: Example("explain lucky", "A > 0, and r is above 1.2"),
        related: ["masks", "outside", "clip-range"])
}
