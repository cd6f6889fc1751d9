// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// One whole answer.
    package static let response = GlossaryEntry(
        "response",
        aliases: [
            "completion", "sequence", "trajectory", "response_id", "completion_id",
            "sample_idx", "sample_index", "idx", "seq_id", "sequence_id", "rollout_id",
            "export_sequence_idx",
        ],
        """
        One whole text that the policy writes for a prompt, token by token. It gets one reward at \
        its end, and so one advantage for all its tokens.
        """,
        shownIn: "response_id of logs, response= of token and plot",
        example: Example("group 1 0 0", "three responses to a prompt"),
        related: ["prompt", "reward", "advantage"])
}
