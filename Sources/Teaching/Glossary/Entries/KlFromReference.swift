// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far training has gone.
    package static let klFromReference = GlossaryEntry(
        "kl_ref",
        aliases: [
            "π₀", "KL(π‖π₀)", "reference", "kl_loss", "actor/kl_loss",
        ],
        """
        The KL divergence from the policy to the one that training began with, π₀, averaged over \
        the tokens that the policy writes. It says how far training has gone; trainers call π₀ the \
        reference policy.
        """,
        formula: "KL(π‖π₀)",
        shownIn: "compare, plot kl, metrics of simulate",
        example: Example(
            "compare metrics=kl_ref", "after four rollouts",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["kl", "kl_coef", "kl_old"])
}
