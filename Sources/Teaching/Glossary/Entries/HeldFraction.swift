// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How many tokens' weights a bound holds.
    static let heldFraction = GlossaryEntry(
        "cap_pos", aliases: ["cap_neg", "cap₊", "cap₋", "capped", "held"],
        """
        The share of tokens with A > 0 whose weight is held at a bound while their gradient is kept, \
        whatever the bound: ASPO's c, CISPO's 1 + ε_high, an end of the interval under GPPO. cap_neg \
        is the same of A < 0. What a hard cap stops has the weight 0, and counts as masked.
        """,
        shownIn: "metrics of simulate",
        example: Example(
            "compare metrics=cap_pos", "after four rollouts",
            setup: ["simulate world=graph methods=aspo,cispo seeds=2 steps=4"]),
        related: ["c", "dual_clip_fraction", "masked"])
}
