// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The columns of lists.
    static let listColumns = GlossaryEntry(
        "columns",
        aliases: [
            "done", "command", "points", "files", "form", "expression", "part", "same", "detail",
        ],
        """
        The columns of lists: done is how much of a job there is, command the line that makes it \
        again, points how many settings or numbers it has, and files what it was merged from. \
        form is how a log is written, and expression what a rule computes. part, same and detail \
        say in diff what of two figures agrees.
        """,
        shownIn: "show runs, show sweep, show logs, show rules, diff",
        example: Example(
            "show runs", "done and command", setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["show", "diff", "run-name"])
}
