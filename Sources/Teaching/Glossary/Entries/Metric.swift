// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A number that a training reports at each step.
    package static let metric = GlossaryEntry(
        "metric", aliases: ["metrics", "statistic"],
        """
        A number that a training reports at each step, such as entropy or acc. In the simulations \
        those of the policy are computed exactly; help on a metric's name tells what it is.
        """,
        shownIn: "compare, plot dynamics, curves",
        example: Example(
            "compare metrics=entropy,acc,kl_ref", "three metrics",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["compare", "simulate", "curves"])
}
