// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The numbers of VESPO.
    static let vespoShape = GlossaryEntry(
        "k_pos", aliases: ["k_neg", "lambda_pos", "lambda_neg", "λ_pos", "λ_neg"],
        """
        The shape of VESPO's weight over the ratio W of a whole response: k says how fast it rises, λ \
        how fast it falls again, for A > 0 and for A < 0. At W = 1 it is 1.
        """,
        formula: "w = exp(λ + k log W − λ W)", shownIn: "vespo",
        example: Example("weights methods=gspo,vespo", "each token a response by itself"),
        related: ["response", "response-level", "vespo"])

    /// The numbers of FIPO.
    static let fipoFuture = GlossaryEntry(
        "fipo_decay",
        aliases: [
            "fipo_clip", "fipo_below", "fipo_safety", "fipo_drop", "decay", "f_clip", "f_below",
            "f_safe",
            "f_drop", "future-kl",
        ],
        """
        How FIPO raises a token's weight by what came after it: the log-ratios of the tokens behind it \
        are added up, one that is fipo_decay tokens away counting half. The factor lies between 1 − \
        fipo_below and 1 + fipo_clip, and is at most 1 for bad tokens whose ratio exceeds fipo_safety; \
        fipo_drop tokens beyond c drop a bad response.
        """,
        formula: "f_t = clip(exp Σ g^(k − t) log r_k, 1 − f_below, 1 + f_clip)", shownIn: "fipo",
        example: Example("weights methods=grpo,fipo", "each token a response by itself"),
        related: ["fipo", "response", "response-level"])
}
