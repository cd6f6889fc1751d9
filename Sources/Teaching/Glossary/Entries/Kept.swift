// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What still counts.
    package static let kept = GlossaryEntry(
        "kept",
        """
        What is kept still counts: a kept token has a weight above 0 and so a gradient, even \
        where a bound holds that weight. explain says kept where 1/r is within the cap, and \
        gradient kept where only the value is cut. A simulation that is stopped is kept as well, \
        as a run that resume continues.
        """,
        shownIn: "explain, plot regions, what a stopped job says",
        example: Example("explain Therefore", "1/r is within the cap"),
        related: ["masked", "c", "resume"])
}
