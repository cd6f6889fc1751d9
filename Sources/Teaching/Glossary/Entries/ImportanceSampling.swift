// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Learning from another policy's samples.
    static let importanceSampling = GlossaryEntry(
        "importance-sampling", aliases: ["IS", "importance_sampling"],
        """
        Learning about one policy from samples of another: each sample counts by how much likelier \
        it is under the first one. In PPO and GRPO that factor is r, because the responses come \
        from π_old; nois leaves it out.
        """,
        formula: "mean over π of f = mean over π_old of r·f",
        shownIn: "is-noclip, nois",
        example: Example("weights methods=is-noclip,nois", "with the factor and without it"),
        related: ["r", "nois", "mismatch"])
}
