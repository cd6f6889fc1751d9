// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What picks the next token.
    package static let policy = GlossaryEntry(
        "policy", aliases: ["actor", "π_θ", "pi_theta", "model"],
        """
        What picks the next token: a language model, or a table of logits in the simulations. It \
        gives each possible token a probability, and a response is sampled from it token by token.
        """,
        shownIn: "softmax, simulate",
        example: Example(
            "step lr=0.3", "a policy over four tokens, and what becomes of it",
            setup: ["preset rich"]),
        related: ["logits", "old", "new"])
}
