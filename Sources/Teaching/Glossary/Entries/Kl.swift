// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far one distribution is from another.
    package static let kl = GlossaryEntry(
        "kl", aliases: ["KL", "kl-divergence", "kl_divergence", "kullback-leibler", "divergence"],
        """
        How far one distribution is from another, in nats: 0 where both are the same, and above 0 \
        otherwise. The two sides are not alike: KL(P‖Q) averages over what P writes.
        """,
        formula: "KL(P‖Q) = Σ P log(P/Q)",
        shownIn: "plot kl, step, metrics kl_old and kl_ref",
        example: Example("kl(0.3, 0.2)", "of a token at 30 % from itself at 20 %"),
        related: ["kl_ref", "kl_old", "k1"])
}
