// SPDX-License-Identifier: GPL-3.0-or-later

import Results

extension Lesson {
    /// Hard masks and soft caps.
    package static let clips = Lesson(
        name: "6", title: "Hard masks, soft caps",
        claim: """
            The claim: ASPO's soft dual clip limits extreme weights and keeps their gradient; PPO's \
            hard clip stays.
            """,
        setup: ["token lag old=0.3 new=0.06 adv=+1"],
        steps: [
            .predict(
                """
                lag, a good token, has fallen from 0.30 to 0.06: r = {r.lag}. ASPO's bound c is {c}. \
                What weight does it get?
                """,
                .choice(
                    ["0", "3", "5"], right: "3", since: "abs(w.aspo.lag - 3) < 1e-9",
                    slips: [
                        ("5", "That is 1/r without the bound."),
                        ("0", "That is what a hard clip would do."),
                    ]),
                reveal: ["weights methods=aspo"],
                hints: ["1/r would be {1/r.lag}.", "A soft cap limits the value."],
                why: """
                    The value is capped at c, and the gradient is kept: |∇z| = {g.aspo.lag}. The \
                    token still learns, but no faster.
                    """),
            .act(
                "Take the bound away: set c=inf. What does weights say then?",
                solution: ["set c=inf"],
                hints: ["The verb is set.", "inf is a number, too."],
                why: """
                    Now it is {w.aspo.lag}. A token that has fallen to a thousandth would get 1000: \
                    one token could outweigh all others. That is what the cap is for.
                    """),
            .predict(
                """
                The bound is back. Let lag have risen instead, to 0.40: r = {0.4/0.3}, above \
                1 + ε_high = {1+eps_high}. What is its weight under ASPO?
                """,
                .number(
                    "w.aspo.lag", within: 0.001,
                    slips: [
                        ("0.3/0.4", "That is 1/r; look at the mask."),
                        ("0.4/0.3", "That is r; look at the mask."),
                    ]),
                reveal: ["unset c", "token lag new=0.4", "weights methods=grpo,aspo"],
                hints: [
                    "A good token beyond 1 + ε_high has gained enough.",
                    "The mask stays in ASPO as it is in GRPO.",
                ],
                why: """
                    {w.aspo.lag} for both: masked. A good token that has risen by more than ε_high \
                    has had from these answers what they are good for. Without a mask the same \
                    answers would push it on and on.
                    """),
            .predict(
                """
                Now a bad token that has become far likelier: 0.30 to 0.96, r = {0.96/0.3}, A = −1. \
                Under which method does it learn nothing: PPO, GRPO with its hard dual clip, or ASPO?
                """,
                .choice(
                    ["ppo", "grpo", "aspo"], right: "grpo",
                    since: "w.grpo.lag == 0 and w.ppo.lag > 3 and abs(w.aspo.lag - 3) < 1e-9"),
                reveal: ["token lag new=0.96 adv=-1", "weights methods=ppo,grpo,aspo"],
                hints: [
                    "Which of them has a bound that is hard?",
                    "A hard clip makes the loss flat: no gradient.",
                ],
                why: """
                    Plain PPO: {w.ppo.lag}. The hard dual clip: {w.grpo.lag}, though no bad \
                    token needs it more. ASPO's soft one: {w.aspo.lag}, and the gradient stays.
                    """),
            .show(
                "The three of them over r; where a curve lies on 0, nothing is learned.",
                ["plot weight methods=ppo,grpo,aspo"],
                why: """
                    "Outside the interval" and "gradient zero" are two things: a good token with \
                    r = 0.5 is outside and learns. In JSON and CSV, weights has a column for each.
                    """),
        ],
        takeaway: """
            A mask makes the gradient zero; a soft cap limits the weight and keeps the gradient. \
            Outside the interval does not mean without gradient.
            """)
}
