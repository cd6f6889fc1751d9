// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Another library.
    package static let verl = GlossaryEntry(
        "verl",
        """
        verl is a library for training language models with reinforcement learning, on which the \
        code of many papers is built. Formulas are checked against it where their sources say \
        so, its names of logged numbers are understood, and cispo-verl is CISPO as it has it.
        """,
        shownIn: "sources of methods, the title CISPO (verl)",
        example: Example("weights methods=cispo,cispo-verl", "CISPO in two forms"),
        related: ["cispo-verl", "trl", "token-log"])
}
