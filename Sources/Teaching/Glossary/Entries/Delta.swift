// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The bounds of DPPO.
    package static let delta = GlossaryEntry(
        "delta", aliases: ["δ", "delta_high", "trust-region", "trust_region"],
        """
        How far DPPO lets a token's probability move in the direction of its advantage before it \
        masks the token: dppo-tv looks at |π − π_old|, and dppo-kl at a KL divergence. TRL's \
        setting delta is another thing: delta_high of delta-clip, and c in other methods.
        """,
        shownIn: "dppo-tv, dppo-kl",
        example: Example("weights methods=grpo,dppo-tv delta=0.05", "lucky has moved by only 0.01"),
        related: ["dppo-tv", "dppo-kl", "clip-range"])
}
