// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far one rollout moves the policy.
    package static let klFromOld = GlossaryEntry(
        "kl_old", aliases: ["kl_old_new", "KL(π_old‖π)", "KL(old‖new)"],
        """
        The KL divergence from the policy before a rollout's updates to the one after them. It \
        says how far one step moves the policy: the further, the larger lr and the more updates, \
        as a rule.
        """,
        formula: "KL(π_old‖π)",
        shownIn: "step, compare, metrics of simulate",
        example: Example("step lr=0.3 inner=8", "after eight updates", setup: ["preset rich"]),
        related: ["step", "kl", "lr"])
}
