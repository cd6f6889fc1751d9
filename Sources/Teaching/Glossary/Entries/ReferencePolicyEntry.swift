// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The policy that a penalty pulls to.
    static let referencePolicy = GlossaryEntry(
        "ref",
        aliases: [
            "π_ref", "pi_ref", "reference-policy", "logp_ref", "ref_log_prob", "ref_log_probs",
            "ref_logp", "ref_logprobs", "ref_per_token_logps", "reference_policy_logprobs",
        ],
        """
        The policy that a penalty in the loss pulls to, most often the one before training, and \
        the probability that it gives a token. kl= adds the penalty's gradient to every \
        method's, whatever the advantage is.
        """,
        formula: "u = −β k′(log π/π_ref)",
        shownIn: "ref= of token, logp_ref of logs",
        example: Example("token Therefore ref=0.12", "what the reference thinks of it"),
        related: ["k1", "kl", "score"])
}
