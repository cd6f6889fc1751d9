// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Something to work out.
    static let challenge = Lesson(
        name: "challenge", title: "Good and undecided",
        claim: """
            Keep more than 0.7 nats of entropy and yet more than 99 % of the probability on good \
            tokens, on the bench of lesson 4. Any method, rule or setting counts; what the last \
            simulation says at its end decides, and of its methods the one with the most entropy.
            """,
        setup: ["preset rich"],
        steps: [
            .act(
                "GRPO ends at 0.613 nats. Do better, and leave bad below 0.01.",
                solution: ["simulate methods=grpo,aspo"],
                check: """
                    entropy.best > 0.7 and p.best.bad < 0.01 and abs(start.entropy - 1.168) < 0.001
                    """,
                hints: [
                    "Which method helps what lags?",
                    "simulate takes methods=; any of lesson 8 but one will do.",
                ],
                why: "{entropy.best:3} nats, and {100*(1-p.best.bad):2} % on good tokens."),
            .act(
                """
                Now on-policy: the same with inner=1, where no weight on tokens can help. What else \
                does simulate take?
                """,
                solution: ["simulate methods=grpo inner=1 steps=480 entropy_coef=0.05"],
                check: """
                    setting.inner == 1 and entropy.best > 0.7 and p.best.bad < 0.01 \
                    and abs(start.entropy - 1.168) < 0.001
                    """,
                hints: [
                    "Stopping in time is one way, for steps= says how long; the loss itself is another.",
                    "entropy_coef= rewards entropy in the loss; kl_coef= holds on to the start.",
                ],
                why: """
                    {entropy.best:3} nats. An entropy bonus does openly, on-policy too, what a bias \
                    of the weights does off-policy only.
                    """),
            .sandbox(
                """
                How far can you get? Try a rule of your own, and hold it against the others: plot \
                entropy, compare.
                """),
        ],
        takeaway: """
            Variety can be had in several ways: by the weights, by the loss, by stopping in time. \
            Ask of each what it costs.
            """)
}
