// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The importance ratio.
    package static let importanceRatio = GlossaryEntry(
        "r",
        aliases: [
            "importance_ratio", "importance-ratio", "is_ratio", "prob_ratio", "probs_ratio",
            "importance_weight", "importance_sampling_ratio", "log_ratio", "log_importance_ratio",
        ],
        """
        How much likelier a token has become since it was sampled. r = 1 for every token before \
        the first update on a rollout; later r > 1 where the token has risen, and r < 1 where it \
        has fallen.
        """,
        formula: "r = π/π_old = exp(log π − log π_old), with the difference clamped to ±20",
        shownIn: "column ratio of weights and reweigh, plot weight, plot histogram",
        example: Example("sweep x=ratio:0.5..2 n=4", "weights along the ratio"),
        related: ["ratio", "old", "new", "mean-ratio"])
}
