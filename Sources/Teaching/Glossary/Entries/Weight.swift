// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The effective weight.
    package static let weight = GlossaryEntry(
        "weight",
        aliases: [
            "w", "weight.M", "effective-weight", "effective_weight", "weight_pos", "weight_neg",
            "weight_mean_positive", "weight_mean_negative",
        ],
        """
        The number by which a method multiplies what a token teaches: 0 is nothing, and 1 is what \
        REINFORCE gives every token. weight_pos and weight_neg are its means over the tokens with \
        A > 0 and with A < 0, where a masked token counts as 0.
        """,
        formula: "gradient step = mean of w·A·∇log π",
        shownIn: "weights, explain, plot weight, reweigh, metrics of simulate",
        example: Example("weights", "under the chosen methods"),
        related: ["weights", "explain", "r"])
}
