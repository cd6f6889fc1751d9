// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Training on samples of the policy itself.
    package static let onPolicy = GlossaryEntry(
        "on-policy", aliases: ["on_policy", "off-policy", "off_policy"],
        """
        An update is on-policy when its responses were sampled from the policy as it is: r = 1, \
        and every published method gives every token with an advantage the weight 1. It is \
        off-policy when the policy has moved since, and only there do methods differ in their \
        weights.
        """,
        shownIn: "ratio, simulate",
        example: Example(
            "simulate world=bandit epochs=1 minibatches=1 seeds=2 steps=4",
            "GRPO and ASPO are the same here"),
        related: ["ratio", "r", "old"])
}
