// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// The rich get richer, and how much of that the ratio has to do with.
    static let loop = Lesson(
        name: "4", title: "The loop",
        claim: """
            The claim: weighing good tokens with r feeds on itself. What has risen is pushed more, \
            entropy falls, and training may stay in a local optimum.
            """,
        setup: ["preset rich"],
        steps: [
            .tell(
                """
                The bench holds one position with four tokens. first, second and third are equally \
                good (A = +1) and have 0.5, 0.3 and 0.1; bad has 0.1 and A = −1. simulate trains \
                this policy: 60 rollouts, and after each of them 8 updates against the policy that \
                was frozen. Nothing is sampled: each update is the exact expectation, so there is no \
                luck in it.
                """),
            .predict(
                """
                first begins with 0.5. All good tokens have the same A. Where does GRPO leave first: \
                below 0.6 or above?
                """,
                .choice(["below", "above"], right: "above", since: "p.grpo.first > 0.6"),
                reveal: ["simulate methods=grpo"],
                hints: [
                    "bad loses its 0.1; who gets it?",
                    "Equal A is not equal growth: on the logits a token's push goes with its own π.",
                ],
                why: """
                    {p.grpo.first:3}. third, which is just as good, fell from 0.1 to {p.grpo.third:3}, \
                    and entropy from {start.entropy:3} to {entropy.grpo:3} nats. Entropy says how \
                    undecided the policy is: with it goes what the policy still tries.
                    """),
            .ask(
                """
                At the start first was 5 times as likely as third. How many times is it now? (Divide \
                what the table says.)
                """,
                .number(
                    "p.grpo.first/p.grpo.third", within: 0.5,
                    slips: [("5", "That was at the start.")]),
                hints: [
                    "back shows the table again, and so does simulate methods=grpo.",
                    "Divide first by third.",
                ],
                why: "{p.grpo.first/p.grpo.third} times, of two tokens that are equally good."),
            .predict(
                """
                Is that the ratio's doing? With one update a rollout (inner=1) every r is 1. Let it \
                make 480 rollouts of one update, as many updates as before. Is the entropy at the \
                end lower, the same to within 0.01, or higher?
                """,
                .choice(
                    ["lower", "same", "higher"], right: "same",
                    since: "abs(entropy.grpo - 0.613) < 0.01 and setting.inner == 1"),
                reveal: ["simulate methods=grpo inner=1 steps=480"],
                hints: [
                    "What is importance sampling for?",
                    "It makes updates on old answers do what updates on fresh ones would have done.",
                ],
                why: """
                    {entropy.grpo:3}, as before. Here the simulation does not bear the claim out: the \
                    ratio does its classical job and follows the on-policy path, and that path \
                    collapses by itself, for a token's expected push goes with its own probability. \
                    The loop is there without any ratio; the ratio keeps to it faithfully. In \
                    sampled training there is more to it, but do not expect the ratio to be all of \
                    the cause.
                    """),
            .show(
                "The entropy over the rollouts of the first simulation.",
                ["plot entropy run=run1"]),
        ],
        takeaway: """
            Equal advantage, unequal growth: the likelier of equally good tokens gains most. In this \
            toy the on-policy path does that by itself, and the ratio follows it.
            """)
}
