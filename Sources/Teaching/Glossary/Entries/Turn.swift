// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A part of an answer between what others say.
    static let turn = GlossaryEntry(
        "turn", aliases: ["turn_id", "turn_index"],
        """
        One of the parts of a response that goes to and fro, such as those before and after a \
        tool's answer. The log's column turn counts them; without one, they are the stretches that \
        the mask leaves in the loss.
        """,
        shownIn: "by=turn of reweigh, drift and the like",
        example: Example(
            "reweigh by=position methods=grpo", "places in the place of turns",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["loss-mask", "token-log", "reweigh"])
}
