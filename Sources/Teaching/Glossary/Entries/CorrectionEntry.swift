// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// A factor for what the engine computed.
    static let correction = GlossaryEntry(
        "correction",
        aliases: [
            "total", "opsm_delta", "δ_opsm", "TIS", "IcePop", "TIS/IcePop",
            "mismatch-correction", "none",
        ],
        """
        A factor f by which a weight is multiplied because the engine that sampled computed \
        other probabilities than the trainer does. It goes with any method, and the gradient \
        becomes w·f·A. Token corrections look at ρ of one token, the others at all of a response; \
        a token without response= is one by itself.
        """,
        formula: "score = w·f·A + u",
        shownIn: "correction= of weights, reweigh, explain and simulate",
        example: Example(
            "weights correction=icepop", "Therefore is 1.25 times likelier to the trainer",
            setup: ["token Therefore engine=0.08"]),
        related: ["engine", "rho", "score"])
}
