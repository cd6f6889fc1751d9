// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How far an update goes.
    package static let learningRate = GlossaryEntry(
        "lr",
        aliases: [
            "learning_rate", "learning-rate", "actor/lr", "optimizer", "opt", "sgd", "adam",
        ],
        """
        How far an update moves the logits. With optimizer=sgd the move is lr times the gradient; \
        adam divides it by a running size of the gradient. A large lr takes ratios away from 1, \
        and the numbers say nothing about the lr of a language model.
        """,
        shownIn: "lr= of step, simulate and plot lag, optimizer= of simulate",
        example: Example("step lr=0.1", "a small step", setup: ["preset rich"]),
        related: ["step", "simulate", "kl_old"])
}
