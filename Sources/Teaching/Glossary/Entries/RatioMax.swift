// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The largest weight of DPPO, or the largest ratio of a log.
    static let ratioMax = GlossaryEntry(
        "ratio_max", aliases: ["r_max"],
        """
        As a parameter, the largest weight that dppo-tv and dppo-kl give: a larger ratio counts as \
        this, and inf takes the bound away. In the table of reweigh, the largest ratio of the log.
        """,
        formula: "w = min(r, ratio_max), or 0 where masked",
        shownIn: "ratio_max= of most commands, reweigh",
        example: Example("weights methods=grpo,dppo-tv ratio_max=1.4", "wrong has the weight 1.4"),
        related: ["dppo-tv", "dppo-kl", "c"])
}
