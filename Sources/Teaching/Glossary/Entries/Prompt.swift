// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The question.
    package static let prompt = GlossaryEntry(
        "prompt",
        aliases: [
            "prompts", "question", "prompt_id", "group_id", "uid", "prompt_idx", "group_index",
            "question_id",
        ],
        """
        The question that responses answer. The responses to one prompt are a group, and are \
        compared with each other.
        """,
        shownIn: "prompt_id of logs, prompts= of simulate",
        example: Example("simulate world=bandit prompts=8 seeds=2 steps=4", "eight questions"),
        related: ["response", "group", "held-out"])
}
