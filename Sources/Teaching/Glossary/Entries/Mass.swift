// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Which tokens the update is made of.
    package static let mass = GlossaryEntry(
        "mass",
        aliases: [
            "gradient_mass", "gradient-mass", "gradient_mass_positive", "gradient_mass_negative",
            "gradient_mass_positive_by_bin", "gradient_mass_negative_by_bin", "tokens_positive",
            "tokens_negative", "tokens_positive_by_bin", "tokens_negative_by_bin", "bin", "bins",
        ],
        """
        A token's share of the sum of w·|A|·(1 − π): which tokens the update is made of. reweigh \
        adds the shares up by the sign of A and in bins of π_old; tokens_positive and \
        tokens_negative say how many tokens are in each bin.
        """,
        shownIn: "reweigh, plot mass",
        example: Example(
            "plot mass", "by bins of π_old",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["reweigh", "weight", "gradient-size"])
}
