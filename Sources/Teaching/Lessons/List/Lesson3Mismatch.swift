// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Why the ratio is backwards as a weight on good tokens, and right on bad ones.
    package static let mismatch = Lesson(
        name: "3", title: "Positive tokens, the wrong way round",
        claim: """
            The claim: where A > 0, GRPO pushes those tokens hardest that have risen since they were \
            sampled, and those least that lag; where A < 0 the same weight is right.
            """,
        steps: [
            .tell(
                """
                The gradient of GRPO weighs each token with r, as importance sampling asks. Two \
                tokens of good answers were both sampled with probability 0.30. Since then one has \
                fallen to 0.10 and one has risen to 0.36: let us call them lag and lead.
                """),
            .act(
                "Put lag (0.30, now 0.10) and lead (0.30, now 0.36) on the bench, both with A = +1.",
                solution: [
                    "token lag old=0.3 new=0.1 adv=+1", "token lead old=0.3 new=0.36 adv=+1",
                ],
                hints: [
                    "Two lines that begin with token.",
                    "token NAME old=0.3 new=… adv=+1, for each.",
                ]),
            .predict(
                "Both are good. Which one does GRPO push with the greater weight?",
                .choice(["lag", "lead", "same"], right: "lead", since: "w.grpo.lead > w.grpo.lag"),
                reveal: ["weights methods=grpo"],
                hints: ["The weight is r.", "Compare 0.10/0.30 with 0.36/0.30."],
                why: """
                    lead gets {w.grpo.lead}, lag {w.grpo.lag}: the token that has risen is pushed \
                    {w.grpo.lead/w.grpo.lag} times as hard, though both share one A and the one that \
                    lags has more need of it. On the logits the factor is {g.grpo.lead/g.grpo.lag}: \
                    |∇z| = w·|A|·(1 − π) has 1 − π in it as well, which is greater for lag. Lesson 7 \
                    is about that.
                    """),
            .act(
                "Now let both tokens stand in bad answers: A = −1.",
                solution: ["token lag adv=-1", "token lead adv=-1"],
                hints: ["token NAME changes what is given.", "Only adv=-1 is needed, for each."]),
            .ask(
                "What weight does GRPO give lag now? weights and explain lag tell.",
                .number(
                    "w.grpo.lag", within: 0.001,
                    slips: [("r.lag", "That is its ratio; look whether it still counts.")]),
                hints: [
                    "Type weights.", "Below 1 − ε_low = {1-eps_low} a bad token is masked.",
                ],
                why: """
                    Masked: it has fallen by more than ε_low = {eps_low} already, and bad tokens that \
                    are on their way out are let go. That is what the mask is for: one batch of \
                    answers shall not drive a token without end.
                    """),
            .ask(
                """
                And lead, a bad token that has become likelier, has weight {w.grpo.lead}. Is that \
                the right way round?
                """,
                .choice(["yes", "no"], right: "yes", since: "w.grpo.lead > w.grpo.lag"),
                hints: [
                    "Which of two bad tokens would you push down first?",
                    "The one that grows does the harm.",
                ],
                why: """
                    For A < 0 the ratio is a sensible weight: a bad token that has risen is pushed \
                    down harder, one that has fallen is let go. The mismatch is on the side of the \
                    good tokens alone.
                    """),
            .show(
                """
                GRPO's weight over all pairs of π_old and π. Along any vertical line, at one π_old, \
                it grows upwards as far as the masks let it, on both sides; but only on the right is \
                that wanted.
                """,
                ["plot surface methods=grpo"]),
        ],
        takeaway: """
            At a given π_old the weight r pushes tokens that have risen harder than those that lag: \
            right for bad tokens, backwards for good ones.
            """)
}
