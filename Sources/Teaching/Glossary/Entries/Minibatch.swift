// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What one update is computed from.
    package static let minibatch = GlossaryEntry(
        "minibatch",
        aliases: [
            "minibatches", "nmb", "mini_batch", "mini-batch", "micro_step", "mini_batch_size",
            "ppo_mini_batch_size",
        ],
        """
        The part of a rollout that one update is computed from. With minibatches=4 and epochs=3, \
        the defaults of the sampled worlds, a rollout gives 12 updates.
        """,
        shownIn: "minibatches= of simulate, minibatch of logs",
        example: Example(
            "simulate world=bandit minibatches=1 epochs=1 seeds=2 steps=4", "one update a rollout"),
        related: ["epoch", "rollout", "on-policy"])
}
