// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The bound of REINFORCE with importance sampling.
    static let bound = GlossaryEntry(
        "bound", aliases: ["C"],
        """
        The largest weight of reinforce-is: a ratio of π to the rollout engine's μ above it \
        counts as the bound, and the gradient is kept. π_old plays no part.
        """,
        formula: "w = min(π/μ, C)",
        shownIn: "reinforce-is",
        example: Example(
            "weights methods=reinforce-is bound=1", "no ratio above 1 counts for more"),
        related: ["c", "engine", "reinforce-is"])
}
