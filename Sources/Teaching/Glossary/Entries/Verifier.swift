// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What decides of the reward.
    package static let verifier = GlossaryEntry(
        "verifier", aliases: ["strict", "verdict", "reward-hacking"],
        """
        The program that reads an answer and says whether it is right. strict wants every step to be \
        true; last looks at the last number alone, so that false steps pass, and training finds that \
        out. A verdict is what it says, with whether a step is false.
        """,
        shownIn: "verifier= of simulate, show answers",
        example: Example(
            "simulate world=reach verifier=last size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo",
            "a verifier with a hole"),
        related: ["reward", "wrong", "transformer"])
}
