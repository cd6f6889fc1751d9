// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The policy that sampled.
    static let oldPolicy = GlossaryEntry(
        "old",
        aliases: [
            "π_old", "pi_old", "q", "logp_old", "old_policy", "old-policy", "old_logp",
            "old_log_prob", "old_log_probs", "old_logprob", "old_logprobs", "old_per_token_logps",
            "prev_logprobs", "behavior_logp", "inference_logprobs", "generation_logprobs",
            "rollout_log_probs", "rollout_logprobs", "sampling_per_token_logps", "sampler_logprobs",
            "logp_rollout",
        ],
        """
        The policy that wrote the responses, and the probability that it gave a token. It stays as \
        it was while they are trained on. Logs hold its logarithm; where a log has two, load takes \
        what the trainer computed rather than what the sampling engine reported.
        """,
        shownIn: "column π_old, old= of token, logp_old of logs",
        example: Example("sweep x=old:0.05..0.2 n=4", "π stays, and π_old is another"),
        related: ["new", "r", "rollout"])
}
