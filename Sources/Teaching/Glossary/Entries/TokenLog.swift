// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A file of tokens that a trainer wrote.
    static let tokenLog = GlossaryEntry(
        "token-log",
        aliases: [
            "token_log", "row", "dropped", "position", "pos", "position_ids", "t",
        ],
        """
        A file in which a trainer wrote the log-probabilities and the advantage of every token. \
        row is a token's place in the file, position its place in the response, and dropped counts \
        the rows that could not be used.
        """,
        shownIn: "load, reweigh, show logs",
        example: Example(
            "show logs", "the log that was loaded",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["load", "reweigh", "loss-mask"])
}
