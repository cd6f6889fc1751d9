// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Rules on whole responses.
    static let responseLevel = GlossaryEntry(
        "response-level", aliases: ["sequence-level", "sequence_level", "s", "sequence_ratio"],
        """
        Rules on whole responses weigh a token by the ratios of all tokens of its response, so \
        that none is judged by its own ratio alone. GSPO and LUSPO take the geometric mean of the \
        ratios.
        """,
        formula: "s = exp(mean log r)",
        shownIn: "gspo, gmpo, luspo, topr",
        example: Example(
            "simulate world=bandit methods=grpo,gspo seeds=2 steps=4",
            "by tokens and by responses"),
        related: ["gspo", "gmpo", "luspo"])
}
