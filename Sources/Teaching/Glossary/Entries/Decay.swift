// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How DGPO fades.
    static let decay = GlossaryEntry(
        "dgpo_n", aliases: ["dgpo_m", "n_low", "m_high"],
        """
        How DGPO's weight fades beyond the interval, where GRPO masks: below it as a power \
        dgpo_n of the ratio, above it as a root dgpo_m, of which 1 holds the weight at the edge. There is no dual clip.
        """,
        formula: "w = r (r/(1 − ε_low))ⁿ,  w = r ((1 + ε_high)/r)^(1/m)",
        shownIn: "dgpo",
        example: Example("weights methods=grpo,dgpo dgpo_m=1", "held at 1.2"),
        related: ["clip-range", "dgpo", "masked"])
}
