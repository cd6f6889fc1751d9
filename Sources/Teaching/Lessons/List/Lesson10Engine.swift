// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// Three policies: what learning moved, and what the engine that samples computed differently.
    static let engine = Lesson(
        name: "10", title: "Drift or engine?",
        claim: """
            The question: my ratio is not 1 before the first update, or it has outliers that nothing \
            explains. Has the policy drifted, or does the engine that samples differ?
            """,
        setup: ["token b old=0.1 new=0.1 adv=+1 engine=0.5"],
        steps: [
            .tell(
                """
                Language models sample with one program, the rollout engine (vLLM, SGLang), and train \
                with another. Both are said to have the same policy and compute different \
                probabilities: other kernels, other number formats, other temperatures. So there are \
                three policies: μ, what the engine computed as it sampled; π_old, what the trainer \
                computes of the same tokens before its updates; and π, what the updates have made of it.

                r = π/π_old is drift: learning. ρ = π_old/μ is mismatch: nobody has learned anything.
                """),
            .act(
                """
                Make such a token: a, to which the engine gave 0.10 and the trainer 0.20, and which two \
                updates have raised to 0.24, in a good answer (A = +1).
                """,
                solution: ["token a old=0.2 new=0.24 adv=+1 engine=0.1"],
                hints: [
                    "old is the trainer's own, new what it has become, engine what the engine said.",
                    "token a old=0.2 new=0.24 adv=+1, and engine=0.1.",
                ],
                why: "r = {r.a} is drift, ρ = {rho.a} mismatch."),
            .ask(
                """
                A trainer that keeps no π_old of its own divides by what the engine recorded. Which \
                ratio, π/μ, does it work with?
                """,
                .number(
                    "r.a*rho.a", within: 0.01,
                    slips: [
                        ("r.a", "That is π/π_old, the drift alone."),
                        ("rho.a", "That is π_old/μ, the mismatch alone."),
                    ]),
                hints: ["π/μ = π/π_old · π_old/μ.", "0.24/0.1."],
                why: """
                    {r.a*rho.a}: the product. PPO's mask at 1.2 then stops a token that has not even \
                    moved by that much.
                    """),
            .predict(
                """
                A correction leaves r to the method and multiplies its weight by a factor f of ρ. TIS \
                has f = ρ, at most 2. What is GRPO's weight with it, w·f?
                """,
                .number(
                    "w.grpo.a*f.tis.a", within: 0.01,
                    slips: [("w.grpo.a", "That is w alone; f is ρ, here 2.")]),
                reveal: ["weights methods=grpo correction=tis"],
                hints: ["w is r, since 1.2 is not beyond the mask.", "w·f = 1.2 · 2."],
                why: """
                    {w.grpo.a*f.tis.a}: sampled too seldom by half, the token counts twice. On average \
                    over what the engine samples that is the gradient of an engine that does not differ.
                    """),
            .predict(
                """
                The other way round is b: the engine thought it likely, 0.50, and the trainer does not, \
                0.10; ρ = 0.2. TIS keeps ρ below its bound of 2. IcePop keeps ρ from 0.5 to 5 and drops \
                what lies outside. Under which of them does b teach nothing?
                """,
                .choice(
                    ["tis", "icepop", "both", "none"], right: "icepop",
                    since: "f.tis.b > 0 and f.icepop.b == 0",
                    slips: [("tis", "TIS has no lower bound by default: b keeps f = ρ.")]),
                reveal: [
                    "weights methods=grpo correction=tis", "weights methods=grpo correction=icepop",
                    "plot correction correction=tis,icepop",
                ],
                hints: ["Is 0.2 between the bounds?", "Which of the two has a lower bound?"],
                why: """
                    f is {f.tis.b} under TIS and {f.icepop.b} under IcePop. Truncating is biased only \
                    where ρ is large; masking throws away what differs much, on the suspicion that it \
                    is an error of the engine. What each costs depends on how the engine differs.
                    """),
            .show(
                """
                What becomes of a training whose engine samples colder than it should, at temperature \
                0.8? Three runs: an exact engine, the cold one, and the cold one with TIS.
                """,
                [
                    "simulate world=bandit seeds=10 steps=30 methods=grpo",
                    "simulate world=bandit seeds=10 steps=30 methods=grpo rollout=temperature:0.8",
                    "simulate world=bandit seeds=10 steps=30 methods=grpo rollout=temperature:0.8 correction=tis",
                ],
                why: """
                    Look at accuracy and entropy: the cold engine changes both, and with TIS (entropy \
                    {entropy.grpo:3}, accuracy {acc.grpo:3}) the run ends about where the exact one \
                    did. It is a toy with one token an answer: there ρ is all there is to correct.
                    """),
            .predict(
                """
                geo-mask drops a whole answer where the geometric mean of its ρ is not between 0.999 and \
                1.002: made for engines that hardly differ. Does it help with this engine, hurt, or \
                change nothing?
                """,
                .choice(["helps", "hurts", "same"], right: "hurts", since: "acc.grpo < 0.6"),
                reveal: [
                    "simulate world=bandit seeds=10 steps=30 methods=grpo rollout=temperature:0.8 correction=geo-mask",
                    "compare metrics=acc,rho_mean,rho_cut",
                ],
                hints: [
                    "An answer is one token here: its geometric mean is its ρ.",
                    "How many tokens have a ρ within a thousandth of 1, at another temperature?",
                ],
                why: """
                    Accuracy {acc.grpo:3}: nearly all answers were thrown away, and next to nothing was \
                    learned. Look at the share that a correction cuts before you believe it.

                    In a log of your own: where the trainer recomputes π_old, r is 1 on the first \
                    update of a batch, and what is not 1 is ρ. Where it does not, its r holds both, \
                    and a clip fraction on the first update is the engine's doing. load finds the \
                    engine's column, and reweigh correction=tis shows what a correction would do.
                    """),
        ],
        takeaway: """
            r = π/π_old is drift, ρ = π_old/μ is the engine; TIS truncates ρ, IcePop drops what lies \
            outside its bounds, and a bound that cuts nearly everything teaches nothing.
            """)
}
