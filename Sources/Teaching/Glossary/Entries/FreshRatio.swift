// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Ratios of tokens that have not been trained on.
    package static let freshRatio = GlossaryEntry(
        "ratio_first", aliases: ["ratio_first_pos", "ratio_first_neg"],
        """
        The mean ratio of tokens that this step has not trained on yet, in the minibatches of the first \
        epoch after its first one. All contexts share a network's weights, so that these tokens drift \
        while others are trained; how far, this tells.
        """,
        shownIn: "metrics of simulate in world reach",
        example: Example(
            "compare metrics=ratio_first_pos,ratio_pos at=mean", "drift alone, and with training",
            setup: [
                "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo"
            ]),
        related: ["mean-ratio", "epoch", "minibatch", "transformer"])
}
