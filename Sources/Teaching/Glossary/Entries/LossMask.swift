// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Which tokens the loss looks at.
    static let lossMask = GlossaryEntry(
        "loss-mask",
        aliases: [
            "mask", "response_mask", "completion_mask", "loss_mask", "token_loss_mask",
            "action_mask", "new_response_mask", "sample_mask", "sample_loss_mask",
        ],
        """
        A column of logs that is 1 for the tokens of a response, and 0 for what the loss leaves \
        out, such as prompts and padding. It is another thing than the mask of PPO: tokens with 0 \
        are left out of every table.
        """,
        shownIn: "mask and sample_mask of logs",
        example: Example(
            "show logs", "how many tokens are used",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["masked", "token-log", "load"])
}
