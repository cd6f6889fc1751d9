// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The logarithm of a probability.
    package static let logProbability = GlossaryEntry(
        "log-probability",
        aliases: [
            "log_probability", "log_prob", "log_probs", "logprob", "logprobs", "log-prob", "logps",
        ],
        """
        The natural logarithm of a token's probability: 0 for a certain token, and the further \
        below 0 the rarer it is. Trainers keep it instead of the probability, because very small \
        numbers survive that way, and because it adds up along a response.
        """,
        shownIn: "logp(…) in numbers, logp and logp_old of logs",
        example: Example("log(0.05)", "of a probability of 0.05"),
        related: ["nats", "old", "new", "numbers"])
}
