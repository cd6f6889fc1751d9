// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How a method makes a weight.
    package static let formula = GlossaryEntry(
        "formula",
        aliases: ["formulas"],
        """
        How a method makes the weight w of a token from its ratio r and the sign of its \
        advantage A. ε_low, ε_high, c and the like in it are parameters, whose values show \
        parameters lists.
        """,
        shownIn: "show methods, help METHOD, explain",
        example: Example("explain Therefore", "the formula with the numbers put in"),
        related: ["method", "weight", "rule"])
}
