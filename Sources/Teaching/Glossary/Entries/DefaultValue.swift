// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What holds where nobody says otherwise.
    package static let defaultValue = GlossaryEntry(
        "default",
        aliases: [
            "defaults", "why", "origin", "method's-default", "the-method's-default", "method's-own",
        ],
        """
        What holds where nobody says otherwise; the method's default is the value that a method \
        comes with. The column why of show parameters says where each value comes from, the \
        strongest first: given in the command, set for this method, set for all methods, the \
        preset's, the method's default.
        """,
        shownIn: "show parameters, help of every command",
        example: Example("show parameters", "every value, and why"),
        related: ["set", "unset", "method"])
}
