// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far prime-rl lets a probability move.
    static let probabilityMask = GlossaryEntry(
        "mask_low", aliases: ["mask_high", "threshold", "adv_tau", "τ_adv"],
        """
        How far prime-rl lets a probability move from the rollout engine's before it masks the \
        token: mask_high upwards where A > 0, mask_low downwards where A < 0, threshold either \
        way in ipo. adv_tau scales what is left.
        """,
        formula: "w = τ_adv π/μ if π − μ ≤ δ_high",
        shownIn: "prime-rl, ipo",
        example: Example(
            "weights methods=grpo,prime-rl mask_high=0.005", "lucky has risen by 0.01"),
        related: ["engine", "masked", "prime-rl"])
}
