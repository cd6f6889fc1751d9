// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Tokens that have fallen behind, and those ahead.
    package static let lagging = GlossaryEntry(
        "lagging",
        aliases: ["lag", "laggard", "lead", "leading", "leader", "lifts", "holds", "note"],
        """
        A lagging token has A > 0 and yet is less likely than when it was sampled, r < 1; a \
        leading one has A > 0 and r > 1. Where neither masks them, GRPO weighs both with r, and \
        ASPO with 1/r up to c: it lifts the lagging token and holds the leading one back, as the \
        note of weights says.
        """,
        shownIn: "note of weights, plot lag",
        example: Example("plot lag", "two good tokens, update by update"),
        related: ["mismatch", "flip", "r"])
}
