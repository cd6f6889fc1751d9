// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The signs on curves.
    static let curveMarks = GlossaryEntry(
        "marks",
        aliases: ["○", "●", "■", "▲", "◆", "□", "△", "◇", "marker", "markers", "jump", "dots"],
        """
        Where a curve jumps, ● is the end that counts and ○ the end that does not: at r = 1 + \
        ε_high itself nothing is masked yet. The other signs, ● ■ ▲ ◆ and more, stand where the \
        tokens of the bench are, one shape for each method.
        """,
        shownIn: "plot weight, plot gradient, tune",
        example: Example("plot weight", "both kinds of signs"),
        related: ["plot", "masks", "bench"])
}
