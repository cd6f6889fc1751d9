// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// How tokens are averaged.
    package static let aggregation = GlossaryEntry(
        "aggregation",
        aliases: [
            "agg", "token-mean", "token_mean", "seq-mean-token-mean", "loss_agg_mode", "loss_type",
            "factor", "loss_reduction", "loss_scale_factor", "max_seq_len",
            "prompt_count", "global_batch_size",
        ],
        """
        How the tokens of an update are averaged. With token-mean every token counts the same, so \
        that long responses count for more; seq-mean-token-mean averages each response first, and \
        then the responses. By a trainer's name, as in verl:token-mean, weights and reweigh show the \
        factor with which a token enters its loss.
        """,
        shownIn: "aggregation= of simulate, weights and reweigh, factor.M",
        example: Example(
            "simulate world=bandit aggregation=seq-mean-token-mean seeds=2 steps=4",
            "responses count the same"),
        related: ["response", "loss", "simulate"])
}
