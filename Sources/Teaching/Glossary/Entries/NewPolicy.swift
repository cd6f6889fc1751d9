// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The policy as it is now.
    static let newPolicy = GlossaryEntry(
        "new",
        aliases: [
            "π", "p", "pi", "logp", "new_policy", "new-policy", "new_logp", "new_logprob",
            "new_logprobs", "logp_new", "logp_current", "current_logp", "cur_logprob",
            "per_token_logps", "trainer_logprobs", "policy_logprobs", "action_log_probs",
            "log_probs2",
        ],
        """
        The policy as it is now, after the updates made so far, and the probability that it gives \
        a token. Training moves π, while π_old stays until the next rollout.
        """,
        shownIn: "column π, new= of token, logp of logs",
        example: Example("sweep x=new:0.05..0.2 n=4", "π_old stays, and π is another"),
        related: ["old", "r", "policy"])
}
