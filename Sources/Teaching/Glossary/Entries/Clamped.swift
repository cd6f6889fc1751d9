// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A number held at a bound.
    package static let clamped = GlossaryEntry(
        "clamped",
        aliases: ["clamp"],
        """
        A number that is clamped is held at a bound: what would lie beyond becomes the bound \
        itself. The logarithm of r is clamped to ±20, as in published code, so that a token that \
        was all but impossible does not get a weight without end.
        """,
        shownIn: "explain of tokens with extreme ratios",
        example: Example(
            "explain far", "log r is beyond 20", setup: ["token far old=logp(-40) new=0.5"]),
        related: ["ratio", "r", "kept"])
}
