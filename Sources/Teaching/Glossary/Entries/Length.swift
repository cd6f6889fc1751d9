// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How long answers are.
    package static let length = GlossaryEntry(
        "length",
        aliases: [
            "response_length", "response_length/mean", "max_response_length",
            "max_completion_length", "completions/mean_length", "timeout", "truncated", "overlong",
            "completions/clipped_ratio", "response_length/clip_ratio",
        ],
        """
        The expected number of tokens of an answer; the setting length= is the most it may have. \
        timeout is the probability that an answer is not finished by then, which counts as wrong. \
        Trainers log it as clipped or truncated responses, which has nothing to do with clipped \
        ratios.
        """,
        shownIn: "length= and metrics of simulate",
        example: Example(
            "compare metrics=length,timeout", "in tokens, and as a share",
            setup: ["simulate world=graph states=8 prompts=8 heldout=8 seeds=2 steps=4"]),
        related: ["response", "worlds", "compare"])
}
