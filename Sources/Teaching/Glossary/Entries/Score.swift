// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The whole coefficient.
    static let score = GlossaryEntry(
        "score", aliases: ["u", "additive", "wA+u", "w·f"],
        """
        The whole coefficient of a token's ∇log π: weight times advantage times the correction's \
        factor, and what the method adds whatever the advantage is. The loss's gradient by log π \
        is its negative. A term u may turn its sign, so that a token of a good answer is pushed \
        down.
        """,
        formula: "score = w·f·A + u",
        shownIn: "score.M of weights, explain",
        example: Example("weights methods=grpo,kimi", "tokens that have moved are pulled back"),
        related: ["advantage", "correction", "weight"])
}
