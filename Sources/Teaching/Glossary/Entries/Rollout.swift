// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One round of sampling and training.
    package static let rollout = GlossaryEntry(
        "rollout", aliases: ["rollouts", "steps", "global_step", "training_step", "iteration"],
        """
        One round of training: responses are sampled from the policy as it is, and then trained on \
        in one update or several. The steps of simulations, tables and figures count rollouts.
        """,
        shownIn: "steps= of simulate, step of logs",
        example: Example("simulate world=bandit steps=4 seeds=2", "four rollouts"),
        related: ["simulate", "old", "epoch"])
}
