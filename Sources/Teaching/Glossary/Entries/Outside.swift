// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// Ratios outside the clip range.
    package static let outside = GlossaryEntry(
        "outside", aliases: ["outside.M", "out_pos", "out_neg"],
        """
        A token is outside where its ratio has left the method's interval, at either end and \
        whatever its advantage. That alone stops nothing: under GRPO a token with A > 0 and a \
        ratio far below the interval keeps its gradient. out_pos and out_neg are shares of the \
        tokens with A > 0 and A < 0.
        """,
        shownIn: "weights format=json, metrics of simulate",
        example: Example("weights format=csv", "outside.grpo and outside.aspo"),
        related: ["masks", "masked", "clip-range"])
}
