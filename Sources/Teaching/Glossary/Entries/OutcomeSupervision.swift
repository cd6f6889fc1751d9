// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One reward for the whole response.
    static let outcomeSupervision = GlossaryEntry(
        "outcome-supervision", aliases: ["outcome_supervision", "outcome", "OSRL", "verifiable"],
        """
        Training with one reward for the whole response instead of one for each of its steps. \
        Since all its tokens have the same advantage, a method can treat them differently only \
        through their weights.
        """,
        shownIn: "group, simulate",
        example: Example("group 1 0", "one advantage for every token of an answer"),
        related: ["mismatch", "reward", "weight"])
}
