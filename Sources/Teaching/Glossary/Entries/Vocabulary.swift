// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// All tokens there are.
    package static let vocabulary = GlossaryEntry(
        "vocabulary",
        aliases: [
            "V", "token_id", "token_ids", "response_ids", "completion_ids",
            "input_ids",
        ],
        """
        All the tokens that a policy can choose from, V of them; token_id is the number of one. \
        Where all of them are equally likely, entropy is log V.
        """,
        shownIn: "vocabulary= of simulate, token_id of logs",
        example: Example("simulate world=bandit vocabulary=6 seeds=2 steps=4", "six tokens"),
        related: ["entropy", "logits", "worlds"])
}
