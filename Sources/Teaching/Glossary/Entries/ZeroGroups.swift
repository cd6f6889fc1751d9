// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Groups that teach nothing.
    package static let zeroGroups = GlossaryEntry(
        "zero_groups",
        aliases: [
            "frac_reward_zero_std", "zero-groups", "dynamic", "dyn", "dynamic-sampling",
            "dynamic_sampling",
        ],
        """
        The share of groups whose responses all have the same reward, so that every advantage is 0 \
        and nothing is learned. dynamic=yes leaves their tokens out of the mean, so that they do \
        not make the step smaller.
        """,
        shownIn: "dynamic= and metrics of simulate",
        example: Example(
            "compare metrics=zero_groups", "groups without signal",
            setup: ["simulate world=bandit dynamic=yes seeds=2 steps=4"]),
        related: ["group", "advantage", "collapse"])
}
