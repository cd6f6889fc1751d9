// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A method's name for people.
    static let methodTitle = GlossaryEntry(
        "title",
        aliases: ["titles"],
        """
        The name of a method as tables and figures show it: ASPO (code) is the title of \
        aspo-code. Commands take the short name.
        """,
        shownIn: "show methods, heads of columns, legends",
        example: Example("show methods", "every name with its title"),
        related: ["method", "formula"])
}
