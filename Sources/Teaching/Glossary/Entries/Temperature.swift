// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What logits are divided by.
    package static let temperature = GlossaryEntry(
        "temperature", aliases: ["T"],
        """
        The number that logits are divided by before the softmax. Below 1 the likely tokens become \
        likelier still and entropy falls; above 1 all tokens become more alike.
        """,
        formula: "π_j = exp(z_j / T) / Σ exp(z / T)",
        shownIn: "T= of softmax",
        example: Example("softmax a=2 b=1 T=0.7", "colder"),
        related: ["softmax", "logits", "entropy"])
}
