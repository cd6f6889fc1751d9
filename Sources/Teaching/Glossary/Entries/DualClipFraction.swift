// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How many tokens the bound c acts on.
    package static let dualClipFraction = GlossaryEntry(
        "dual_clip_fraction",
        aliases: [
            "dual_clip_positive_fraction", "dual_clip_negative_fraction", "pg_clipfrac_lower",
            "actor/pg_clipfrac_lower", "dual_clip_ratio", "cap_pos", "cap_neg", "capped",
        ],
        """
        The share of tokens on which the bound c acts. In reweigh it is a share of all tokens; in \
        the simulations cap_pos is a share of the tokens with A > 0, and cap_neg of those with A < \
        0. verl logs it as pg_clipfrac_lower.
        """,
        shownIn: "reweigh, metrics of simulate",
        example: Example(
            "reweigh c=2", "with a lower bound",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["c", "dual-clip", "clip_fraction"])
}
