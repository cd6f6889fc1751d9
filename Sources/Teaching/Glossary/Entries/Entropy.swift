// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The entropy of the next-token distribution.
    package static let entropy = GlossaryEntry(
        "entropy",
        aliases: [
            "H", "policy_entropy", "actor/entropy", "entropy_loss", "actor/entropy_loss",
            "approx_entropy", "policy/entropy_avg", "policy/policy_entropy", "token_entropy",
            "entropys", "entropies",
        ],
        """
        How undecided the policy is about the next token: 0 where one token has all the \
        probability, and log V nats where all V tokens are alike. It falls as training makes some \
        tokens sure, and a policy without entropy tries nothing new.
        """,
        formula: "H = −Σ π log π, in nats",
        shownIn: "plot entropy, the metric entropy of simulate, entropy= of token",
        example: Example(
            "plot entropy", "its fall in a simulated training",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["collapse", "simulate", "toy"])
}
