// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How good a response was, against its group.
    package static let advantage = GlossaryEntry(
        "advantage", aliases: ["A", "Â", "adv", "advantages", "token_advantages"],
        """
        How much better or worse a response did than the rest of its group. All its tokens share \
        this number: where A > 0 training makes them likelier, where A < 0 less likely, and where \
        A = 0 they teach nothing.
        """,
        formula: "grpo: A = (R − mean R) / (std R + 1e-6)",
        shownIn: "column A of weights, adv= of token, group",
        example: Example("group 1 0 0 1", "two right answers of four"),
        related: ["group", "norm", "reward"])
}
