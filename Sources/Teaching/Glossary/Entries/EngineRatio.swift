// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How trainer and engine differ.
    static let engineRatio = GlossaryEntry(
        "rho", aliases: ["ρ", "rho_low", "rho_high", "ρ_low", "ρ_high", "ρ̄"],
        """
        The ratio of what the trainer computes for the policy that sampled to what the rollout \
        engine computed. It is 1 where both agree, or where no engine= is known. Corrections \
        hold it within rho_low and rho_high, or drop what lies outside; ρ̄ is its geometric mean \
        over a response.
        """,
        formula: "ρ = π_old/μ",
        shownIn: "rho in rules, rho_low= and rho_high= of weights",
        example: Example(
            "weights correction=tis rho_high=1.1", "ρ is 1.25, and counts as 1.1",
            setup: ["token Therefore engine=0.08"]),
        related: ["correction", "engine", "r"])
}
