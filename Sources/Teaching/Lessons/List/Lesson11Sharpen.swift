// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// What reinforcement makes of a base that can already do it now and then.
    static let sharpen = Lesson(
        name: "11", title: "Watch it sharpen",
        claim: """
            The question: a network answers better and better as it is rewarded. Does it learn \
            something new, or say more often what it could say already?
            """,
        setup: ["use grpo"],
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
                150 steps of GRPO at lr=4e-4, four times the usual rate; they take some seconds. Which \
                of these will be lower at the end than at the start?
                """,
                .choice(
                    ["entropy", "held_acc", "neither", "both"], right: "entropy",
                    since: "entropy.grpo < start.entropy and held_acc.grpo > start.held_acc"),
                reveal: ["simulate world=reach size=small lr=4e-4 seeds=1"],
                hints: [
                    "Rewarded answers become likelier, others less likely.",
                    "What does that do to the choice at each fork?",
                ],
                why: """
                    Entropy {start.entropy:3} → {entropy.grpo:3} nats a token; one sampled answer is \
                    right {start.held_acc:2} → {held_acc.grpo:2} of the time. Copies within a group: \
                    {start.dup_rate:2} → {dup_rate.grpo:2}. The reward of a step is of sixteen prompts, \
                    and jumps about.
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
                reveal: ["compare metrics=held_acc,held_greedy"],
                hints: [
                    "Sampling has become more like the greedy answer.",
                    "Is the greedy answer rewarded for being different?",
                ],
                why: """
                    Greedy {start.held_greedy:2} → {held_greedy.grpo:2}, sampled {start.held_acc:2} → \
                    {held_acc.grpo:2}: sampling has come closer to greedy, and greedy has lost.
                    """),
            .predict(
                """
                Of eight sampled answers at least one was right for {start.held_pass8:2} of the \
                prompts at the start, held_pass8. A single one is right more often now; and one of \
                eight?
                """,
                .choice(
                    ["rises", "stays", "falls"], right: "falls",
                    since: "held_pass8.grpo < start.held_pass8 - 0.05",
                    slips: [("rises", "Eight tries help little when they are copies.")]),
                reveal: ["compare metrics=held_acc,held_pass8,dup_rate"],
                hints: [
                    "How different are eight answers to one prompt now?",
                    "What eight copies find, one finds.",
                ],
                why: """
                    {start.held_pass8:2} → {held_pass8.grpo:2}. In the mean it says more often what it \
                    could say already, and less besides: it has sharpened, at this size and rate. \
                    Single prompts may go the other way.
                    """),
            .show(
                """
                Read what it wrote to prompts that it was never trained on, at the start, in the \
                middle and at the end: the likeliest answer, and a sampled one.
                """, ["show answers"],
                why: """
                    At the start the two differ; at the end sampling mostly says what greedy says, \
                    right or wrong.
                    """),
            .predict(
                """
                Half the learning rate, everything else the same. Will held_pass8 end higher or lower \
                than {held_pass8.grpo:2}?
                """,
                .choice(
                    ["higher", "lower"], right: "higher",
                    since: "held_pass8.grpo > 0.8 and held_acc.grpo > 0.5"),
                reveal: [
                    "simulate world=reach size=small lr=2e-4 seeds=1",
                    "compare metrics=entropy,held_acc,held_greedy,held_pass8",
                ],
                hints: [
                    "Large steps overwrite what the base knew.",
                    "Is the rate of the lesson the one that the small network has by itself?",
                ],
                why: """
                    held_pass8 {held_pass8.grpo:2}, one sampled answer {held_acc.grpo:2}, greedy \
                    {held_greedy.grpo:2}: half the rate did better in each. At 4e-4 the steps were too \
                    large, and part of what the base could do was lost. This is one seed, so no claim; \
                    but whoever proposes a weighting rule has to beat the learning rate first.
                    """),
            .sandbox(
                """
                The bench is yours: beat half the learning rate with a rule of your own. What is to \
                be beaten, then a rule, and both held against each other, in a minute:

                    simulate world=reach size=small lr=2e-4 seeds=4
                    rule mine = if A > 0 then min(1/r, 3)*(1 + 0.5*H) else r
                    simulate world=reach size=small lr=4e-4 seeds=4 methods=grpo,mine
                    compare run3 run4 metrics=entropy,held_acc,held_pass8
                """),
        ],
        takeaway: """
            Reinforcement brought sampling closer to the greedy answer; in the mean over prompts, eight \
            tries find less, and half the learning rate did better than the whole one.
            """)
}
