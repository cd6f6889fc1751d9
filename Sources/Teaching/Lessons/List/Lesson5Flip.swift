// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// What ASPO does.
    package static let flip = Lesson(
        name: "5", title: "The flip",
        claim: """
            The claim: ASPO takes the reciprocal of the ratio for tokens with A > 0, and leaves those \
            with A < 0 as they are. (arXiv 2510.06062: ASPO: Asymmetric Importance Sampling Policy \
            Optimization; from version 2: When Importance Sampling Misallocates Credit: Asymmetric \
            Ratios for Outcome-Supervised RL.)
            """,
        setup: ["token lag old=0.3 new=0.1 adv=+1", "token lead old=0.3 new=0.36 adv=+1"],
        steps: [
            .predict(
                """
                lag and lead of lesson 3 are on the bench: sampled with 0.30 both, now 0.10 and 0.36, \
                A = +1. Under GRPO lag has weight r = {r.lag}. What weight does ASPO give it?
                """,
                .number(
                    "w.aspo.lag", within: 0.01,
                    slips: [("r.lag", "That is r itself, GRPO's weight.")]),
                reveal: ["weights"],
                hints: ["Flip the ratio.", "1/r = 0.30/0.10."],
                why: """
                    {w.aspo.lag}, and lead gets {w.aspo.lead}: now the token that lags is pushed \
                    harder. On the logits it is {g.aspo.lag} against {g.aspo.lead}, and under GRPO \
                    {g.grpo.lag} against {g.grpo.lead}.
                    """),
            .ask(
                "At which r do GRPO and ASPO give a good token the same weight?",
                .number(
                    "1", within: 0.01, slips: [("0", "A ratio of 0 has no reciprocal.")]),
                hints: ["When is r the same as 1/r?", "r·r = 1, and r is positive."],
                why: """
                    At r = 1 the flip changes nothing: with one update a rollout all methods on \
                    tokens coincide. What ASPO does it does off-policy only.
                    """),
            .act(
                "Let lead stand in a bad answer now: A = −1.", solution: ["token lead adv=-1"],
                hints: ["token changes what is given.", "token lead, with adv=-1."]),
            .predict(
                "What weight does ASPO give lead now?",
                .number(
                    "w.aspo.lead", within: 0.005,
                    slips: [
                        ("1/r.lead", "That would be flipped; only good tokens are."),
                        ("-r.lead", "The weight has no sign: A has."),
                    ]),
                reveal: ["weights"],
                hints: ["Asymmetric: good tokens only.", "For A < 0 the weight is r."],
                why: """
                    {w.aspo.lead}, as under GRPO. For bad tokens r is right (lesson 3), so ASPO \
                    leaves it.
                    """),
            .show(
                "Both weights over r, for good tokens and for bad ones.",
                ["plot weight methods=grpo,aspo"],
                why: """
                    ASPO is not a better estimate of the on-policy gradient: the ratio is what makes \
                    that estimate right, and ASPO gives it up on purpose for good tokens. It is a \
                    bias towards what lags.
                    """),
        ],
        takeaway: """
            For A > 0 ASPO weighs with 1/r, for A < 0 with r; at r = 1 nothing differs. It is a \
            deliberate bias, not a better estimate.
            """)
}
