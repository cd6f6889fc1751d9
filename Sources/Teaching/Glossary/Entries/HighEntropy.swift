// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The most undecided tokens of a response.
    package static let highEntropy = GlossaryEntry(
        "high-entropy",
        aliases: [
            "high_entropy", "eps_low_entropic", "eps_high_entropic", "ε_low_entropic",
            "ε_high_entropic", "entropic",
        ],
        """
        A token is of high entropy when its entropy is above the 0.8-quantile of its response: \
        about the most undecided fifth of the tokens. aspo-code gives them an interval of their \
        own, at first 0.4 instead of 0.2 on either side.
        """,
        shownIn: "aspo-code, eps_low_entropic=, eps_high_entropic=",
        example: Example(
            "weights methods=aspo,aspo-code", "lucky is of high entropy, and only aspo masks it",
            setup: [
                "token Therefore entropy=0.2",
                "token obviously entropy=0.3",
                "token wrong entropy=0.4",
                "token lucky new=0.026 entropy=2",
            ]),
        related: ["aspo-code", "entropy", "clip-range"])
}
