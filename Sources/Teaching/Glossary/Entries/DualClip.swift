// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The hard bound on tokens of bad answers.
    package static let dualClip = GlossaryEntry(
        "dual-clip", aliases: ["dual_clip", "hard-cap", "hard_cap"],
        """
        GRPO's bound on tokens of bad answers: where A < 0 and r > c, the gradient is zero. PPO \
        alone never stops such a token, however large its weight has become.
        """,
        formula: "A < 0: w = r if 1 − ε_low ≤ r ≤ c, else 0",
        shownIn: "explain, weights",
        example: Example("explain wrong methods=ppo,grpo c=1.4", "its ratio is 1.5"),
        related: ["grpo", "ppo", "masks"])
}
