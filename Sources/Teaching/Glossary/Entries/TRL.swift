// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A library that trains language models.
    static let trl = GlossaryEntry(
        "trl",
        """
        TRL is Hugging Face's library for training language models with reinforcement learning. \
        Some of its settings mean other things than here: its CISPO takes epsilon_high as the \
        end itself, so that 5 there is eps_high=4 here.
        """,
        shownIn: "help of parameters, docs",
        example: Example("weights methods=cispo eps_high=4", "TRL's epsilon_high of 5"),
        related: ["clip-range", "verl", "export"])
}
