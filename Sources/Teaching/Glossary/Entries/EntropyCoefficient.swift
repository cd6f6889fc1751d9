// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How strongly entropy is rewarded.
    package static let entropyCoefficient = GlossaryEntry(
        "entropy_coef",
        aliases: [
            "α", "entropy_coeff", "ent_coef", "entropy-bonus", "entropy_bonus",
        ],
        """
        How strongly the loss rewards entropy. 0, which is the default, means not at all; a bonus \
        keeps the policy undecided for longer, and one that is too large keeps it from learning.
        """,
        formula: "loss − α · mean of H",
        shownIn: "entropy_coef= of simulate",
        example: Example(
            "simulate world=bandit entropy_coef=0.01 seeds=2 steps=4", "a small bonus"),
        related: ["entropy", "simulate", "collapse"])
}
