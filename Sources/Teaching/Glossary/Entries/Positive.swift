// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

extension GlossaryEntry {
    /// Tokens by the sign of their advantage.
    package static let positive = GlossaryEntry(
        "positive", aliases: ["negative", "zero", "zero.M"],
        """
        A token is called positive where A > 0 and negative where A < 0; zero counts those with A \
        = 0, which no method learns from. In the JSON of weights zero.M is something else: it says \
        that the gradient of this token under method M is zero, for whatever reason.
        """,
        shownIn: "reweigh, weights format=json",
        example: Example("weights format=json", "zero.grpo and zero.aspo"),
        related: ["advantage", "masks", "reweigh"])
}
