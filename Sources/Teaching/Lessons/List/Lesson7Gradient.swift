// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Of which gradient one speaks.
    static let whichGradient = Lesson(
        name: "7", title: "Which gradient?",
        claim: "The claim: ASPO's gradient is proportional to the reciprocal of the probability.",
        setup: ["token lag old=0.3 new=0.2 adv=+1"],
        steps: [
            .tell(
                """
                There are three gradients to speak of. On log π it is w·A, the factor that papers \
                write. On π it is w·A/π. And on the token's own logit z, which is what the network \
                puts out, it is w·A·(1 − π): the softmax gives less the surer the token is.
                """),
            .predict(
                """
                lag was sampled with 0.30. Let π fall by half, from 0.20 to 0.10. By which factor \
                does ASPO's weight grow, the factor on ∇log π?
                """,
                .number(
                    "w_aspo(0.1/0.3, 1)/w_aspo(0.2/0.3, 1)", within: 0.01,
                    slips: [("0.5", "That is GRPO's.")]),
                reveal: ["weights", "token lag new=0.1", "weights"],
                hints: ["1/r = π_old/π.", "Halve what one divides by."],
                why: """
                    From {w_aspo(0.2/0.3, 1)} to {w_aspo(0.1/0.3, 1)}. At a given π_old, and up to \
                    the cap, ASPO's weight goes with 1/π: so far the claim is right.
                    """),
            .ask(
                "And by which factor does GRPO's weight change there?",
                .number(
                    "w_grpo(0.1/0.3, 1)/w_grpo(0.2/0.3, 1)", within: 0.005,
                    slips: [("2", "r goes with π, not with 1/π.")]),
                hints: ["r = π/π_old.", "π is halved, and so is r."],
                why: """
                    From {w_grpo(0.2/0.3, 1)} to {w_grpo(0.1/0.3, 1)}: the more it lags, the less \
                    it is helped.
                    """),
            .predict(
                """
                Now the logit. ASPO's weight doubled. By which factor does its |∇z| = w·|A|·(1 − π) \
                grow from 0.20 to 0.10?
                """,
                .number(
                    "(w_aspo(0.1/0.3, 1)*0.9)/(w_aspo(0.2/0.3, 1)*0.8)", within: 0.01,
                    slips: [("2", "That is the weight alone; 1 − π grows, too.")]),
                reveal: ["sweep x=new:0.1..0.2 n=2 old=0.3"],
                hints: ["1 − π is 0.8 first and 0.9 then.", "2·0.9/0.8."],
                why: """
                    {2*0.9/0.8}, from {w_aspo(0.2/0.3, 1)*0.8} to {w_aspo(0.1/0.3, 1)*0.9}. On the \
                    logits it is not 1/π: say which gradient you mean.
                    """),
            .predict(
                """
                Weight and |∇z| can even stand in opposite order. Of two good tokens, sure went from \
                0.90 to 0.95 and rare from 0.10 to 0.09; GRPO gives sure the greater weight. Which \
                has the greater |∇z|?
                """,
                .choice(
                    ["sure", "rare"], right: "rare",
                    since: "g.grpo.rare > g.grpo.sure and w.grpo.rare < w.grpo.sure"),
                reveal: [
                    "token sure old=0.9 new=0.95 adv=+1", "token rare old=0.1 new=0.09 adv=+1",
                    "weights methods=grpo",
                ],
                hints: ["Look at 1 − π.", "It is 0.05 for one and 0.91 for the other."],
                why: """
                    Weights {w.grpo.sure} and {w.grpo.rare}, but |∇z| {g.grpo.sure} and \
                    {g.grpo.rare}: a token that is nearly sure hardly moves whatever its weight. So \
                    compare weights at one π, or look at |∇z| itself.
                    """),
            .show(
                "|∇z| over π, for a token that was sampled with 0.30.",
                ["plot gradient old=0.3 methods=grpo,aspo"]),
        ],
        takeaway: """
            Say which gradient. The factor on ∇log π goes with 1/π, at a given π_old and within the \
            cap; on the logit it is w·|A|·(1 − π).
            """)
}
