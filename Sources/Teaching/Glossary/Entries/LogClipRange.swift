// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The clip range of GMPO.
    static let logClipRange = GlossaryEntry(
        "log_low", aliases: ["log_high", "δ_low", "δ_high"],
        """
        The clip range of GMPO, which is one for log r instead of r: from −log_low to log_high, in \
        nats. At 0.4 on both sides a ratio is free between 0.67 and 1.49.
        """,
        formula: "−δ_low ≤ log r ≤ δ_high",
        shownIn: "gmpo",
        example: Example(
            "simulate world=bandit methods=gmpo lr=4 log_high=0.2 seeds=2 steps=4",
            "a narrower upper side"),
        related: ["gmpo", "clip-range", "r"])
}
