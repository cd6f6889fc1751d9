// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far the engine is from the trainer.
    static let engineDrift = GlossaryEntry(
        "kl_engine",
        aliases: ["rho_mean", "rho_cut", "KL(μ‖π_old)", "rollout_corr/kl"],
        """
        How far the engine that samples is from the trainer, where rollout= makes them differ: kl_engine \
        is KL(μ‖π_old) in nats, averaged over the tokens that the policy writes. rho_mean is the mean \
        of ρ = π_old/μ of the sampled tokens with an advantage, and rho_cut the share of them whose \
        factor the bounds of the correction change.
        """,
        formula: "KL(μ‖π_old)",
        shownIn: "metrics of simulate, with rollout= and correction=",
        example: Example(
            "compare metrics=kl_engine", "a colder engine",
            setup: ["simulate world=bandit rollout=temperature:0.8 seeds=2 steps=4"]),
        related: ["engine", "rho", "correction", "bf16"])
}
