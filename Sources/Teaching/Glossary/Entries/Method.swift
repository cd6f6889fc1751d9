// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A rule that gives tokens their weights.
    package static let method = GlossaryEntry(
        "method", aliases: ["methods", "M", "algorithm"],
        """
        A rule that says what weight a token has, mostly by its ratio and the sign of its \
        advantage: grpo and aspo are two. use chooses those that tables, figures and simulations \
        compare; a column weight.M is the weight under method M.
        """,
        shownIn: "use, methods= of most commands",
        example: Example("show methods", "all of them, with their formulas"),
        related: ["use", "rule", "weight"])
}
