// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How sharply SAPO fades.
    package static let tau = GlossaryEntry(
        "tau", aliases: ["tau_pos", "tau_neg", "real_tau", "τ", "τ_pos", "τ_neg"],
        """
        How sharply SAPO's weight fades as the ratio leaves 1, for tokens with A > 0 and with A < \
        0. The larger the number, the sooner far ratios count for little; no token is masked \
        outright. In kimi τ is how strongly a token is pulled back that has moved, in real how soft the \
        comparison of a group's responses is.
        """,
        formula: "w = 4 σ(x) (1 − σ(x)) r, x = τ (r − 1)",
        shownIn: "sapo, kimi, real",
        example: Example("weights methods=grpo,sapo tau_pos=4", "a sharper fade where A > 0"),
        related: ["sapo", "masked", "clip-range"])
}
