// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Where the importance ratio comes from, and when it is 1.
    package static let ratio = Lesson(
        name: "1", title: "The ratio",
        claim: """
            The claim: importance sampling corrects for the difference between the policy that wrote \
            the answers and the one that is trained, so that the answers can be used more than once.
            """,
        steps: [
            .tell(
                """
                Answers are sampled from a policy, π_old. Then the policy is trained on them, often \
                for several updates, and each update moves it: π is what it has become. For a token, \
                r = π/π_old says how much likelier it is now than when it was sampled.

                r says nothing of whether the token is good, and nothing of how sure the policy is: \
                only how far the policy has moved at this token since.
                """),
            .act(
                """
                Put a token named a on the bench that was sampled with probability 0.30 and has 0.36 \
                now, in a good answer: A = +1.
                """,
                solution: ["token a old=0.3 new=0.36 adv=+1"],
                hints: [
                    "The verb is token, then the name.",
                    "old= is the probability when it was sampled, new= the one now, adv= the advantage.",
                ]),
            .predict(
                "What is its ratio r?",
                .number(
                    "r.a", within: 0.001,
                    slips: [
                        ("old.a/new.a", "That is π_old/π, the other way round."),
                        ("new.a-old.a", "That is the difference; r is a quotient."),
                    ]),
                reveal: ["explain a"],
                hints: ["r is π divided by π_old.", "Divide 0.36 by 0.30."],
                why:
                    "0.36/0.30 = {r.a}: since it was sampled the token has become {r.a} times as likely."
            ),
            .act(
                """
                Before the first update on fresh answers nothing has moved yet. Make it so: let the \
                token's probability now be the one with which it was sampled.
                """,
                solution: ["token a new=0.3"],
                hints: [
                    "token NAME changes a token that is there already.",
                    "Only new= has to be given; it becomes 0.3.",
                ],
                why: "r = {r.a}."),
            .predict(
                """
                Which of the methods PPO, GRPO, no IS (which leaves the ratio away) and ASPO weighs \
                this token with another number than the rest do?
                """,
                .choice(
                    ["ppo", "grpo", "nois", "aspo", "none"], right: "none",
                    since: """
                        abs(w.ppo.a - 1) + abs(w.grpo.a - 1) + abs(w.nois.a - 1) \
                        + abs(w.aspo.a - 1) < 1e-9
                        """),
                reveal: ["weights methods=ppo,grpo,nois,aspo"],
                hints: [
                    "What is 1/r where r is 1?", "r, 1/r and 1 are one and the same number there.",
                ],
                why: """
                    At r = 1 every method that weighs token by token gives weight {w.grpo.a}, and \
                    what is left is the plain policy gradient. Methods part only once the policy has \
                    moved: off-policy. (GSPO and others weigh whole responses or add tokens up in \
                    another way; that is another difference.)
                    """),
            .ask(
                "A later update takes the token from 0.30 to 0.15. What is r then?",
                .number("0.15/0.3", within: 0.001, slips: [("2", "That is 0.30/0.15.")]),
                hints: ["Now over then.", "Type ratio(0.30, 0.15)."],
                why: "It lags: r < 1. A token that has risen has r > 1."),
        ],
        takeaway: """
            r is how much likelier a token has become since it was sampled. On the first update it \
            is 1, and methods that weigh tokens agree.
            """)
}
