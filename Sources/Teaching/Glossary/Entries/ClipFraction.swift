// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How many tokens PPO's mask stops.
    static let clipFraction = GlossaryEntry(
        "clip_fraction",
        aliases: [
            "clip_high_fraction", "clip_low_fraction", "outside_above_fraction",
            "outside_below_fraction", "clip-fraction", "clipfrac", "pg_clipfrac",
            "actor/pg_clipfrac", "clip_ratio", "clip_ratio/high_mean", "clip_ratio/low_mean",
            "clip_ratio/region_mean", "ppo_clip_ratio", "policy/clipfrac_avg",
        ],
        """
        The share of all tokens that PPO's mask stops: clip_high_fraction of those with A > 0 and \
        r > 1 + ε_high, clip_low_fraction of those with A < 0 and r < 1 − ε_low. verl's \
        pg_clipfrac is the sum of both, and so is TRL's clip_ratio/region_mean. As a setting of \
        verl clip_ratio is ε instead.
        """,
        shownIn: "reweigh",
        example: Example(
            "reweigh eps_high=0.28", "at a wider clip range",
            setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
        related: ["masked", "clip-range", "outside"])
}
