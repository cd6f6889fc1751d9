// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The numbers before the softmax.
    package static let logits = GlossaryEntry(
        "logits", aliases: ["logit", "z"],
        """
        The numbers that a policy has for the possible next tokens before they become \
        probabilities. The softmax turns them into probabilities: adding 1 to one logit multiplies \
        the odds of its token by e.
        """,
        formula: "π_j = exp(z_j) / Σ exp(z)",
        shownIn: "softmax, gradient, plot gradient",
        example: Example("gradient wrt=logits", "of the loss, by the logits"),
        related: ["softmax", "gradients", "temperature"])
}
