// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Ratios summed up.
    static let meanRatio = GlossaryEntry(
        "mean-ratio",
        aliases: [
            "ratio_pos", "ratio_neg", "ratio_mean", "ratio_mean_positive", "ratio_mean_negative",
            "ratio_min", "ratio_std", "ratio_median", "actor/ratio_mean", "val/ratio",
        ],
        """
        Means and spread of the ratio over many tokens. ratio_pos and ratio_neg are its means over \
        tokens with A > 0 and with A < 0: updates push the first up and the second down, so that \
        as a rule one is above 1 and the other below.
        """,
        shownIn: "reweigh, plot ratio, metrics of simulate",
        example: Example(
            "compare metrics=ratio_pos,ratio_neg", "above and below 1",
            setup: ["simulate world=bandit seeds=2 steps=4"]),
        related: ["r", "ratio", "reweigh"])
}
