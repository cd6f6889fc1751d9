// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What the gradient says of the change of entropy.
    static let entropyFirstOrder = GlossaryEntry(
        "entropy_first_order", aliases: ["entropy_before", "entropy_after", "ΔH", "first-order"],
        """
        What the gradient alone says of the change of entropy in the first update of step. \
        entropy_before and entropy_after are the true entropies: with one update and a small lr \
        their difference is almost the same.
        """,
        formula: "ΔH ≈ −Cov(log π, Δz), over tokens drawn from π",
        shownIn: "step",
        example: Example("step lr=0.01", "nearly the true difference", setup: ["preset rich"]),
        related: ["step", "entropy", "covariance"])
}
