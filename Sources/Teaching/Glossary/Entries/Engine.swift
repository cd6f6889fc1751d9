// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What the rollout engine computed.
    static let engine = GlossaryEntry(
        "engine",
        aliases: [
            "μ", "mu", "m", "logp_engine", "rollout-engine", "inference_logprobs",
            "generation_logprobs", "rollout_log_probs", "rollout_logprobs",
            "sampling_per_token_logps", "sampler_logprobs", "logp_rollout",
        ],
        """
        The program that sampled the responses, such as vLLM or SGLang, and the probability μ \
        that it gave a token. By other kernels and number formats it is not quite π_old, though \
        both are said to be the same policy; corrections are about the difference.
        """,
        formula: "ρ = π_old/μ",
        shownIn: "engine= of token, logp_engine of logs",
        example: Example("token Therefore engine=0.08", "the engine thought it rarer"),
        related: ["correction", "old", "rho"])
}
