// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The policy that sampled.
    static let oldPolicy = GlossaryEntry(
        "old",
        aliases: [
            "π_old", "pi_old", "q", "logp_old", "old_policy", "old-policy", "old_logp",
            "old_log_prob", "old_log_probs", "old_logprob", "old_logprobs", "old_per_token_logps",
            "prev_logprobs", "behavior_logp",
        ],
        """
        The policy that wrote the responses, and the probability that it gave a token. It stays as \
        it was while they are trained on. Logs hold its logarithm, as the trainer computed it; what \
        the sampling engine reported is the engine's.
        """,
        shownIn: "column π_old, old= of token, logp_old of logs",
        example: Example("sweep x=old:0.05..0.2 n=4", "π stays, and π_old is another"),
        related: ["engine", "new", "r", "rollout"])
}
