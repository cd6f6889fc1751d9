// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Whether likely tokens are pushed up.
    package static let covariance = GlossaryEntry(
        "covariance", aliases: ["cov", "cov_logp_wA"],
        """
        Whether the tokens that are pushed up are the likely ones: the covariance of log π and w·A \
        over the tokens of a step with an advantage. While it is above 0, entropy tends to fall.
        """,
        formula: "Cov(log π, w·A)",
        shownIn: "compare, metrics of simulate",
        example: Example(
            "compare metrics=cov_logp_wA", "over four steps",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["entropy", "collapse", "entropy_first_order"])
}
