// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What you work on.
    static let tokenBench = GlossaryEntry(
        "bench", aliases: ["workbench"],
        """
        The tokens and settings that you work on, and that tables, figures and simulations read. \
        preset and token fill it, set changes its settings, and undo takes the last change back. \
        It is also the world of simulate that trains these tokens.
        """,
        shownIn: "show",
        example: Example("show", "the tokens on the bench"),
        related: ["token", "preset", "set"])
}
