// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One pass over a rollout.
    package static let epoch = GlossaryEntry(
        "epoch", aliases: ["epochs", "K", "ppo_epochs", "num_iterations", "update_epochs"],
        """
        One pass over all the responses of a rollout. After the first update every further one is \
        off-policy, whether it is of the same epoch or of a later one.
        """,
        shownIn: "epochs= of simulate, epoch of logs",
        example: Example(
            "simulate world=bandit epochs=1 seeds=2 steps=4", "each sample is used once"),
        related: ["minibatch", "rollout", "on-policy"])
}
