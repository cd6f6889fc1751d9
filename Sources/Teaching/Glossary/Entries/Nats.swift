// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// The unit of natural logarithms.
    package static let nats = GlossaryEntry(
        "nats", aliases: ["nat", "bits"],
        """
        The unit of natural logarithms, those to base e: a probability of 0.05 is log 0.05 = −3.00 \
        nats, and the entropy of a fair coin is log 2 = 0.69 nats. Divide by log 2 to get bits.
        """,
        shownIn: "entropy, KL and log-probabilities everywhere",
        example: Example("entropy(0.5, 0.5)/log(2)", "a fair coin in bits"),
        related: ["numbers", "log-probability", "entropy"])
}
