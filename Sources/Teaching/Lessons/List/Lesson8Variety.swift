// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Entropy under three methods, and what a toy can say about it.
    static let variety = Lesson(
        name: "8", title: "Entropy, and what a toy can say",
        claim: """
            The claim: without importance sampling accuracy is the same and entropy falls more \
            slowly; under ASPO it falls most slowly.
            """,
        setup: ["preset rich"],
        steps: [
            .tell(
                """
                What does it cost to lose entropy? A sure policy answers a question the same way \
                each time. Then all answers of a group have one reward, every A is 0 (lesson 2), and \
                nothing is learned any more, right or wrong. That is why one wants to know what a \
                method does to it.

                "no IS" here means weight 1 with the masks kept. To take the masks away as well is \
                another thing, and in sampled training it does harm.
                """),
            .predict(
                """
                The bench of lesson 4: three equally good tokens, 8 updates a rollout. Which of GRPO, \
                no IS and ASPO keeps the most entropy?
                """,
                .choice(
                    ["grpo", "nois", "aspo", "same"], right: "aspo",
                    since: "entropy.aspo > entropy.nois and entropy.nois > entropy.grpo"),
                reveal: ["simulate methods=grpo,nois,aspo"],
                hints: ["Which of them helps what lags?", "r, 1 or 1/r."],
                why: """
                    GRPO {entropy.grpo:3}, no IS {entropy.nois:3}, ASPO {entropy.aspo:3} nats: the \
                    order of the claim. It is a bias, not a better estimate: ASPO leaves the \
                    on-policy path, which lesson 4 saw collapse.
                    """),
            .predict(
                "And with one update a rollout, 480 rollouts: which keeps the most?",
                .choice(
                    ["grpo", "nois", "aspo", "same"], right: "same",
                    since: """
                        abs(entropy.aspo - entropy.grpo) < 1e-9 \
                        and abs(entropy.nois - entropy.grpo) < 1e-9
                        """),
                reveal: ["simulate methods=grpo,nois,aspo inner=1 steps=480"],
                hints: ["What is r?", "Lesson 1: at r = 1 methods on tokens agree."],
                why: "All end at {entropy.grpo:3}: on-policy there is nothing to choose between."),
            .predict(
                """
                Now a sampled training: world graph, 10 steps, 4 seeds, with its own luck in each. \
                Will it tell no IS from GRPO, so that the 95 % interval of the difference leaves out \
                0?
                """,
                .choice(
                    ["yes", "no"], right: "no",
                    since: """
                        low.nois < 0 and high.nois > 0 and low.aspo > 0 and acc.aspo < acc.grpo
                        """),
                reveal: [
                    "simulate world=graph seeds=4 steps=10 methods=grpo,nois,aspo",
                    "compare metrics=entropy,acc",
                ],
                hints: [
                    "Four seeds are few.", "The smaller a difference, the more seeds it takes.",
                ],
                why: """
                    Between {low.nois:3} and {high.nois:3}: that can be nothing, or either sign. A \
                    few seeds prove nothing. ASPO's entropy is higher, by {low.aspo:3} to \
                    {high.aspo:3}; but its accuracy, {acc.aspo:3} against {acc.grpo:3}, lags here, \
                    for it learns more slowly. GRPO with a smaller learning rate keeps entropy as \
                    well: it takes comparing at equal accuracy (compare does) to tell.
                    """),
            .show(
                """
                And a small world where it comes out the other way: questions that one token \
                answers, at a small learning rate.
                """,
                [
                    "simulate world=bandit seeds=10 steps=40 methods=grpo,nois",
                    "compare metrics=entropy",
                ],
                why: """
                    Here no IS ends with less entropy than GRPO, by {-high.nois:3} to {-low.nois:3}: \
                    the simulation contradicts the claim. Steps are small, ratios stay near 1, and \
                    what little the weights do goes the other way. What the toy does not show: \
                    language, long answers, a model of billions of parameters, and any gain in \
                    accuracy from ASPO. The paper reports one; nothing here confirms or refutes it.
                    """),
            .sandbox(
                """
                The bench is yours. What happens with inner=16? With lr=1? With a rule of your own, \
                such as rule gentle = if A > 0 then 1/sqrt(r) else r, and then simulate \
                methods=grpo,gentle,aspo?
                """),
        ],
        takeaway: """
            Off-policy ASPO kept the most entropy in one toy and on-policy nothing differed; few \
            seeds prove nothing, one world turned part of it around, and a toy is no language model.
            """)
}
