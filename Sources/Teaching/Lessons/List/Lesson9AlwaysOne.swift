// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// The question that is asked most.
    static let alwaysOne = Lesson(
        name: "9", title: "Why is my ratio always 1?",
        claim: """
            The question that people ask most: my ratio is 1.0 at every step, the clip fraction is 0, \
            and the old log-probabilities are None. Is something broken?
            """,
        steps: [
            .tell(
                """
                Most likely not. With one update for each batch of answers, the policy that is \
                updated is the very one that sampled: π = π_old when the gradient is taken. That is \
                training on-policy. Trainers know that, and some then keep no old log-probabilities \
                at all (None): they divide π by itself with its gradient stopped.
                """),
            .act(
                """
                Make such a token: a, sampled with probability 0.30, unmoved since, in a good answer \
                (A = +1).
                """,
                solution: ["token a old=0.3 new=0.3 adv=+1"],
                hints: [
                    "Unmoved: old and new are the same.", "token a old=0.3 new=0.3, and adv=+1.",
                ]
            ),
            .predict(
                "Its ratio is 1, a constant. Does the token learn anything: is its gradient zero?",
                .choice(
                    ["zero", "nonzero"], right: "nonzero", since: "g.grpo.a > 0",
                    slips: [
                        (
                            "zero",
                            "The value of r is 1; its slope is not 0: ∇r = r·∇log π, which is ∇log π here."
                        )
                    ]),
                reveal: ["explain a"],
                hints: [
                    "The value of x at 0 is 0; is its slope?", "∇r = r·∇log π, and r is 1.",
                ],
                why: """
                    w = {w.grpo.a} and |∇z| = {g.grpo.a}: the plain policy gradient. A loss that \
                    looks constant, or is 0 on average, learns all the same.
                    """),
            .predict(
                """
                A sampled training with one update a rollout (preset=on-policy). Which share of good \
                tokens lies outside the clip interval?
                """,
                .number("out_pos.grpo", within: 0.001),
                reveal: ["simulate preset=on-policy seeds=1 steps=4 methods=grpo,aspo"],
                hints: ["All r are 1.", "1 lies within [0.8, 1.2]."],
                why: """
                    {out_pos.grpo}: no ratio is anywhere but at 1, so nothing is clipped, and GRPO \
                    and ASPO train to the same numbers. No weight on tokens can help or harm here.
                    """),
            .predict(
                """
                Now two updates on each batch. On which of them is r other than 1: the first, the \
                second, both or none?
                """,
                .choice(
                    ["first", "second", "both", "none"], right: "second",
                    since: "abs(entropy.grpo - entropy.aspo) > 1e-3 and setting.inner == 2"),
                reveal: [
                    "preset rich", "simulate methods=grpo,aspo inner=1",
                    "simulate methods=grpo,aspo inner=2",
                ],
                hints: [
                    "Before the first update nothing has moved.",
                    "After it, π is no longer what sampled.",
                ],
                why: """
                    With inner=1 the two methods are one; with inner=2 they part, at the second \
                    update of each rollout. So: for ratios other than 1, take several updates or \
                    mini-batches a rollout (num_iterations, ppo_epochs), or answers from an older \
                    policy.
                    """),
            .tell(
                """
                When is it a fault after all? If you take several updates a batch and r is still 1 \
                to the last digit: then the old log-probabilities are computed anew before each \
                update, or the learning rate is 0. And if r differs from 1 on the first update: then \
                sampling and training compute different probabilities (another engine, precision or \
                temperature), which is another correction's business.
                """),
        ],
        takeaway: """
            One update a batch is on-policy: r = 1, clip fraction 0 and no old log-probabilities are \
            as they should be, the gradient is there, and methods on tokens coincide.
            """)
}
