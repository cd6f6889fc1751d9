// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The bound on large weights.
    package static let cap = GlossaryEntry(
        "c", aliases: ["cap", "soft-cap", "soft_cap", "clip_ratio_c"],
        """
        The bound on large weights: 3 where a method says nothing else, and inf takes it away. \
        ASPO's cap is soft: beyond it the token keeps the weight c. GRPO's is hard, the dual clip: \
        beyond it the gradient is zero.
        """,
        formula: "ASPO, A > 0: w = min(1/r, c) up to r = 1 + ε_high",
        shownIn: "c= of most commands",
        example: Example("weights c=1.5", "Therefore has the weight 1.5 under ASPO"),
        related: ["dual-clip", "masks", "dual_clip_fraction"])
}
