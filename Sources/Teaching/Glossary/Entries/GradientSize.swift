// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How hard a method moves a token's own logit.
    package static let gradientSize = GlossaryEntry(
        "gradient-size", aliases: ["|∇z|", "∇z", "gradient.M", "|∂L/∂z|", "gradient_size"],
        """
        How hard a method moves the logit of the sampled token itself. At a given weight it \
        shrinks to 0 as π nears 1: a token that is almost certain can hardly be pushed further.
        """,
        formula: "|∇z| = w·|A|·(1 − π)",
        shownIn: "columns |∇z| of weights, plot gradient",
        example: Example("weights methods=grpo,aspo", "the columns |∇z| GRPO and |∇z| ASPO"),
        related: ["gradient", "gradients", "logits"])
}
