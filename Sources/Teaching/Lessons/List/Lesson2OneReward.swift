// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Why all tokens of an answer share one advantage.
    static let oneReward = Lesson(
        name: "2", title: "One reward, every token",
        claim: """
            The claim: under outcome supervision all tokens of an answer get the same advantage, \
            whatever each of them did.
            """,
        steps: [
            .tell(
                """
                A checker looks at the end of an answer only: right is 1, wrong is 0. GRPO samples a \
                group of answers to one question and compares them: A = (reward − mean)/standard \
                deviation. Nobody says which token made the answer right, so every token of an \
                answer gets the A of its answer.
                """),
            .predict(
                """
                Of eight answers to a question one is right. What is its A? (The calculator helps: \
                the mean is 1/8.)
                """,
                .number(
                    "(1 - 1/8)/(sqrt(1/8) + 1e-6)", within: 0.01,
                    slips: [
                        (
                            "(1 - 1/8)/sqrt(7/64)",
                            "That is with the population's standard deviation, which divides by n; "
                                + "verl, TRL and Flipside take the sample's, with n − 1."
                        ),
                        ("7/8", "That is reward − mean, not yet divided by the deviation."),
                    ]),
                reveal: ["group 1 0 0 0 0 0 0 0"],
                hints: [
                    "One is far above the mean, seven a little below.",
                    "reward − mean is 7/8; the sample's standard deviation is sqrt(1/8).",
                ],
                why: """
                    The one right answer stands out: +{(1 - 1/8)/(sqrt(1/8) + 1e-6):2}. Each wrong \
                    one gets {-(1/8)/(sqrt(1/8) + 1e-6):2}. The standard deviation is the sample's \
                    (n − 1); with the population's it would be {(1 - 1/8)/sqrt(7/64):2}.
                    """),
            .ask(
                """
                Within that right answer one step was a blunder, which a later step happened to \
                repair. What A do the blunder's tokens get?
                """,
                .number(
                    "(1 - 1/8)/(sqrt(1/8) + 1e-6)", within: 0.01,
                    slips: [
                        ("0", "Nobody told the checker about the blunder: it saw the end only."),
                        ("-(1/8)/(sqrt(1/8) + 1e-6)", "That is what tokens of wrong answers get."),
                    ]),
                hints: [
                    "Who would know that it was a blunder?",
                    "The reward is one number for the answer, and so is A.",
                ],
                why: """
                    It is pushed up with the rest. Over many answers blunders meet more wrong ends \
                    than right ones, and that evens it out; in one group it does not.
                    """),
            .show(
                "Here are a good step and the blunder of that answer, on the first update.",
                [
                    "token step old=0.3 new=0.3 adv=2.4749",
                    "token blunder old=0.3 new=0.3 adv=2.4749",
                    "weights methods=grpo",
                ],
                why: """
                    The method cannot tell them apart: both have weight {w.grpo.step} and \
                    |∇z| = {g.grpo.step}.
                    """),
            .predict(
                "Now four answers, all of them right. What is the A of each?",
                .number(
                    "0", within: 0.001,
                    slips: [("1", "That is the reward; A compares it with the group's mean.")]),
                reveal: ["group 1 1 1 1"],
                hints: ["What is the mean of the rewards?", "reward − mean = 1 − 1."],
                why: """
                    No difference, no signal: a question that all answers solve, or none, teaches \
                    nothing. DAPO leaves such groups out and samples others.
                    """),
        ],
        takeaway: """
            A says how good the answer was, not the token: a wrong step in a right answer is pushed \
            up with the rest. A group without differences teaches nothing.
            """)
}
