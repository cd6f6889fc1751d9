// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How strongly a token is pulled back.
    static let pull = GlossaryEntry(
        "beta", aliases: ["lambda", "λ", "kl_tau", "τ_kl"],
        """
        How strongly a term that does not depend on the advantage pulls a token back that has \
        moved: to the old policy in dro (β), kimi (τ) and r2vpo (λ), to the rollout engine in \
        prime-rl and ipo (kl_tau). At 0 nothing is pulled.
        """,
        formula: "u = −β log r",
        shownIn: "dro, kimi, r2vpo, prime-rl, ipo",
        example: Example("weights methods=grpo,dro beta=1", "Therefore is pulled up, lucky down"),
        related: ["dro", "prime-rl", "score"])
}
