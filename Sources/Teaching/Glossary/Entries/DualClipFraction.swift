// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How many tokens the bound c acts on.
    package static let dualClipFraction = GlossaryEntry(
        "dual_clip_fraction",
        aliases: [
            "dual_clip_positive_fraction", "dual_clip_negative_fraction", "pg_clipfrac_lower",
            "actor/pg_clipfrac_lower", "dual_clip_ratio",
        ],
        """
        The share of all tokens on which the bound c acts. verl logs it as pg_clipfrac_lower. The \
        simulations tell apart what is stopped (mask_neg) from what is held (cap_neg).
        """,
        shownIn: "reweigh",
        example: Example(
            "reweigh c=2", "with a lower bound",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["c", "dual-clip", "clip_fraction"])
}
