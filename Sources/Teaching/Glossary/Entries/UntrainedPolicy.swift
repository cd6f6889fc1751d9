// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The policy that a simulation starts from.
    static let untrainedPolicy = GlossaryEntry(
        "untrained",
        aliases: [
            "untrained-policy", "know", "qknow", "zipf", "sigma", "σ", "eos_bias", "b_EOS",
        ],
        """
        The policy that a simulation starts from. sigma spreads its random logits, zipf prefers \
        tokens with small numbers, eos_bias is the logit of ending, and a right token is known \
        with probability qknow, which puts it ahead by know. World reach starts from a pretrained \
        base instead.
        """,
        shownIn: "simulate",
        example: Example(
            "simulate world=bandit know=2 qknow=1 seeds=2 steps=4", "it knows every right token"),
        related: ["worlds", "simulate", "logits"])
}
