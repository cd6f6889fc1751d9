// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// What reinforcement makes of a base that can already do it now and then.
    static let sharpen = Lesson(
        name: "11", title: "Watch it sharpen",
        claim: """
            The question: a network answers better and better as it is rewarded. Does it learn \
            something new, or say more often what it could say already?
            """,
        steps: [
            .tell(
                """
                World reach trains a real transformer, of 26,336 parameters with size=small, while you \
                wait. A prompt such as 07>20 asks for a way from 7 to 20 by +3, −5, ×2 and ÷2; the \
                network writes ×2=14 +3=17 +3=20 ∎ token by token, and is rewarded if every step is \
                true and the end is right. Its base has imitated walks that wander.

                Five numbers are worth watching: reward (of the samples that it trains on), entropy, \
                held_acc (one sampled answer to prompts that are never trained), held_greedy (the \
                likeliest tokens), and held_pass8 (at least one of eight samples is right).
                """),
            .predict(
                """
                60 steps of GRPO at lr=4e-4, four times the usual rate. Which of these will be lower at \
                the end than at the start?
                """,
                .choice(
                    ["entropy", "held_acc", "neither", "both"], right: "entropy",
                    since: "entropy.grpo < start.entropy and held_acc.grpo > start.held_acc"),
                reveal: [
                    "simulate world=reach size=small lr=4e-4 steps=60 every=60 seeds=1 methods=grpo"
                ],
                hints: [
                    "Rewarded answers become likelier, others less likely.",
                    "What does that do to the choice at each fork?",
                ],
                why: """
                    Entropy {start.entropy:3} → {entropy.grpo:3} nats a token; one sampled answer is \
                    right {start.held_acc:2} → {held_acc.grpo:2} of the time. Copies within a group: \
                    {start.dup_rate:2} → {dup_rate.grpo:2}.
                    """),
            .predict(
                """
                And the likeliest answer, held_greedy, which was right for {start.held_greedy:2} of the \
                prompts at the start: is it at the end right more often?
                """,
                .choice(
                    ["yes", "no"], right: "no", since: "held_greedy.grpo <= start.held_greedy",
                    slips: [
                        (
                            "yes",
                            "Sampling came closer to the greedy answer; that need not get better."
                        )
                    ]),
                reveal: ["compare metrics=held_acc,held_greedy,held_pass8"],
                hints: [
                    "Sampling has become more like the greedy answer.",
                    "Is the greedy answer rewarded for being different?",
                ],
                why: """
                    Greedy {start.held_greedy:2} → {held_greedy.grpo:2}, pass@8 \
                    {start.held_pass8:2} → {held_pass8.grpo:2}. Sampling has come closer to greedy; \
                    what eight tries could find has not grown. It has sharpened, at this size and rate.
                    """),
            .predict(
                """
                Half the learning rate, everything else the same. Will pass@8 end higher or lower than \
                {held_pass8.grpo:2}?
                """,
                .choice(
                    ["higher", "lower"], right: "higher",
                    since: "held_pass8.grpo > 0.8 and held_acc.grpo > 0.4"),
                reveal: [
                    "simulate world=reach size=small lr=2e-4 steps=60 every=60 seeds=1 methods=grpo",
                    "compare metrics=entropy,held_acc,held_greedy,held_pass8",
                ],
                hints: [
                    "Large steps overwrite what the base knew.",
                    "Is the rate of the lesson the one that the small network has by itself?",
                ],
                why: """
                    pass@8 {held_pass8.grpo:2}, one sampled answer {held_acc.grpo:2}, greedy \
                    {held_greedy.grpo:2}: half the rate did better in each. At 4e-4 the steps were too \
                    large, and part of what the base could do was lost. This is one seed, so no claim; \
                    but whoever proposes a weighting rule has to beat the learning rate first.
                    """),
            .sandbox(
                """
                The bench is yours: beat half the learning rate with a rule of your own, such as rule \
                mine = if A > 0 then min(1/r, 3)*(1 + 0.5*H) else r, and then simulate world=reach \
                size=small lr=4e-4 methods=grpo,mine seeds=4.
                """),
        ],
        takeaway: """
            Reinforcement brought sampling closer to the greedy answer; what eight tries can find did \
            not grow, and half the learning rate did better than the whole one.
            """)
}
