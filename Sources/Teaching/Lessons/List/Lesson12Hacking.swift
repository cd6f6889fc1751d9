// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// What a verifier with a hole teaches, and how to see it.
    static let hacking = Lesson(
        name: "12", title: "Reward hacking",
        claim: """
            The question: the reward climbs to 1 in a few dozen steps. Has the network learned \
            arithmetic?
            """,
        setup: ["use grpo"],
        steps: [
            .tell(
                """
                World reach asks a tiny transformer for a way from one number to another: 07>20 may \
                be answered by ×2=14 +3=17 +3=20 ∎. The verifier of lesson 11 reads every step. This \
                one, verifier=last, has been written in a hurry: it looks at the last number alone.

                The base, before any training, makes a false step in about a quarter of its answers.
                """),
            .predict(
                """
                GRPO, the small network, 150 steps, verifier=last. The reward will rise. What will \
                become of wrong, the share of answers with a false step?
                """,
                .choice(
                    ["falls", "stays", "rises"], right: "rises",
                    since: "wrong.grpo > 0.9 and held_acc.grpo > 0.9 and start.wrong < 0.4",
                    slips: [
                        (
                            "falls",
                            "Nobody asks for true steps here: what is not rewarded is not kept."
                        )
                    ]),
                reveal: ["simulate world=reach size=small lr=4e-4 verifier=last seeds=1"],
                hints: [
                    "Which answers are called right?",
                    "What is the shortest way to a last number that pleases?",
                ],
                why: """
                    Reward {start.reward:2} → {reward.grpo:2}, and answers with a false step \
                    {start.wrong:2} → {wrong.grpo:2}. Held-out prompts go the same way, \
                    {start.held_acc:2} → {held_acc.grpo:2}: it generalizes, only not what was meant. \
                    The curves of reward alone look like a success.
                    """),
            .show(
                "Read what it writes, before, midway and after. Which steps are false?",
                ["show answers"],
                why: """
                    Its answers name the goal in their last step, whatever stands before it: the \
                    policy has found the hole. What is rewarded is learned; the weight w decides how \
                    fast, the verifier what.
                    """),
            .predict(
                """
                Repair the verifier: verifier=strict wants every step to be true. The same training, \
                the same seed. Just now {held_acc.grpo:2} of the answers to held-out prompts were \
                called right. Will it be more or fewer?
                """,
                .choice(
                    ["more", "fewer"], right: "fewer",
                    since: "held_acc.grpo < 0.5 and wrong.grpo < 0.5"),
                reveal: ["simulate world=reach size=small lr=4e-4 verifier=strict seeds=1"],
                hints: [
                    "Which of the two tasks is harder?", "A true way has to be found step by step.",
                ],
                why: """
                    {held_acc.grpo:2}, and {wrong.grpo:2} of the answers hold a false step: less \
                    reward, and worth more. A reward is a measurement; look at what is measured.
                    """),
            .show(
                "Read again what it writes, to the same prompts under the repaired verifier.",
                ["show answers"],
                why: """
                    Not all of it is right, but what is called right is: no answer passes by a \
                    false step.
                    """),
            .sandbox(
                """
                The bench is yours. Does another method find the hole later, or does a penalty keep \
                it from there? Look at wrong:

                    simulate world=reach size=small lr=4e-4 verifier=last seeds=1 methods=aspo
                    simulate world=reach size=small lr=4e-4 verifier=last seeds=1 kl_coef=0.1
                    compare run1 run3 run4 metrics=reward,wrong
                """),
        ],
        takeaway: """
            A policy learns what is rewarded, not what was meant; read its answers, and count what the \
            reward does not see.
            """)
}
