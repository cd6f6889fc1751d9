// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The forms of an engine that differs from the trainer.
    static let rolloutEngines = GlossaryEntry(
        "bf16",
        aliases: [
            "bfloat16", "temperature:0.9", "temperature:T", "top-p", "top-p:0.95", "top-p:P",
            "nucleus",
            "stale", "stale:1", "stale:K",
        ],
        """
        What rollout= makes of the engine that samples in a simulation: bf16 rounds its \
        log-probabilities to bfloat16, temperature:T divides them by T, top-p:P samples from the fewest \
        likeliest tokens that hold P, and stale:K from the policy of K rollouts ago. exact, the default, \
        is the trainer's own policy.
        """,
        shownIn: "rollout= of simulate and sweep",
        example: Example(
            "simulate world=graph rollout=top-p:0.9 correction=tis seeds=2 steps=4",
            "a nucleus, and a correction for it"),
        related: ["engine", "rho", "correction", "kl_engine"])
}
