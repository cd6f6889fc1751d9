// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Estimates of a KL divergence from samples.
    static let klEstimators = GlossaryEntry(
        "k1",
        aliases: [
            "k2", "k3", "kl_k1", "kl_k2", "kl_k3", "approx_kl", "approxkl", "ppo_kl",
            "actor/ppo_kl", "kl_estimator", "low_var_kl", "kl_loss_type",
        ],
        """
        Estimates of a KL divergence that need only the sampled tokens. reweigh shows the means of \
        k1 and k3, which estimate KL(π_old‖π); k3 is never negative, and verl's ppo_kl is k1. The \
        penalty of simulate takes π₀/π in the place of r.
        """,
        formula: "k1 = −log r,  k2 = (log r)²/2,  k3 = r − 1 − log r",
        shownIn: "kl_k1 and kl_k3 of reweigh, kl= of simulate",
        example: Example(
            "reweigh", "kl_k1 and kl_k3",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["kl", "kl_coef", "kl_old"])
}
