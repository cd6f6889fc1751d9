// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The paper that ASPO comes from.
    package static let paper = GlossaryEntry(
        "paper",
        aliases: ["the-paper", "paper's"],
        """
        The paper is the one that ASPO comes from, arXiv 2510.06062; cite has its BibTeX. preset \
        paper puts its own example on the bench, and the worlds graph-paper and steps-paper \
        train at its clip range of 0.2/0.2.
        """,
        shownIn: "preset, presets of simulate, captions",
        example: Example("preset paper", "its own example"),
        related: ["cite", "mismatch", "flip"])
}
