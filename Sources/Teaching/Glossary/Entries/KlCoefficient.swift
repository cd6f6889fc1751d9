// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How strongly the policy is pulled back.
    package static let klCoefficient = GlossaryEntry(
        "kl_coef", aliases: ["β", "kl_loss_coef", "kl-penalty"],
        """
        How strongly the loss pulls the policy back to the one that training began with. 0, which \
        is the default, means no pull; a strong pull slows every change, wanted or not.
        """,
        formula: "loss + β · mean of k(log π − log π₀)",
        shownIn: "kl_coef= of simulate",
        example: Example("simulate world=bandit kl_coef=0.05 seeds=2 steps=4", "a weak pull"),
        related: ["k1", "kl_ref", "simulate"])
}
