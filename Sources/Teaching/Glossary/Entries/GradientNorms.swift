// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The lengths of a gradient on the logits.
    static let gradientNorms = GlossaryEntry(
        "norm_l1", aliases: ["norm_l2", "L1", "L2", "l1-norm", "l2-norm", "components", "wrt"],
        """
        The gradient on logits has a number for each possible token, and its length can be told in \
        two ways. norm_l1 adds up their sizes, and norm_l2 is the root of the sum of their \
        squares; the second one needs the probabilities of all the tokens.
        """,
        formula: "norm_l1 = 2·w·|A|·(1 − π), on logits",
        shownIn: "gradient",
        example: Example("gradient", "both kinds of norm, where they are known"),
        related: ["gradient", "gradients", "gradient-size"])
}
