// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How MASPO fades.
    static let maspoFade = GlossaryEntry(
        "maspo_sigma",
        aliases: [
            "maspo_alpha", "maspo_beta_neg", "maspo_beta_pos", "maspo_sigma_high", "σ_maspo",
            "β_neg", "β_pos", "σ_high",
        ],
        """
        How wide the Gaussian is by which MASPO fades a ratio out on the side to which the \
        advantage pushes: σ for a sure token, wider by α for rare ones, up to σ_high, and \
        changed by the advantage through β. Nothing is masked.
        """,
        formula: "w = r exp(−(r − 1)²/(2σ²))",
        shownIn: "maspo",
        example: Example("weights methods=grpo,maspo maspo_sigma=0.5", "a narrower fade"),
        related: ["clip-range", "maspo", "masked"])
}
