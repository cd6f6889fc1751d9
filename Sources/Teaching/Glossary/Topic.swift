// SPDX-License-Identifier: GPL-3.0-or-later

import Plots
import Results

/// Something to read that is not about one command: `help ratio`.
package struct Topic: Sendable {
    /// What people type after help.
    package let name: String
    /// One line.
    package let summary: String
    /// The text, in paragraphs.
    package let text: String

    /// Every topic, in the order in which help lists them.
    package static let all: [Topic] = [
        start, ratio, mismatch, flip, article, corrections, batches, masks, gradients, toy, figures,
        numbers,
        keys,
        notebooks,
    ]

    package static let start = Topic(
        name: "start", summary: "the first minute",
        text: """
            preset demo                   four tokens that show the mismatch
            weights                       what GRPO and ASPO make of them
            explain Therefore             why, with the numbers put in
            plot weight                   the curves, with the tokens on them
            simulate world=graph seeds=8  a small training under both
            plot entropy                  its entropy, with its interval

            plot weight out=w.png writes a file. Tab completes verbs, names and values; help VERB \
            tells more; undo takes back.
            """)

    package static let ratio = Topic(
        name: "ratio", summary: "the importance ratio r = π/π_old",
        text: """
            Answers are sampled from π_old, and the policy π is then trained on them for several \
            updates. r = π/π_old says how much likelier a token has become since. On the first \
            update r = 1 for every token, whatever its π: every method on tokens then has weight 1, \
            and they part only off-policy. Methods on whole responses (gspo, luspo and others) add \
            tokens up in their own way, and differ even then.

            Flipside keeps logarithms in nats; r is exp(log π − log π_old), with the difference \
            clamped to ±20 as in the published code. The weight of a token beyond that is the \
            weight at the clamped ratio.
            """)

    package static let mismatch = Topic(
        name: "mismatch",
        summary: "why r is backwards as a weight where A > 0: risen tokens get more",
        text: """
            With one reward an answer, every token of the answer has the same advantage A, and \
            the gradient of GRPO weighs each token with r. For A > 0, of two tokens with the same \
            π_old the one that has risen since it was sampled (r > 1) gets more weight, and the one \
            that lags (r < 1) less: what has grown grows on, and entropy falls. It is not that \
            likely tokens get more: at r = 1 a token with π = 0.95 and one with π = 0.05 both have \
            w = 1. For A < 0 the same weight is right: it lets go of tokens that have already \
            become unlikely.

            Source: arXiv 2510.06062 (ASPO: Asymmetric Importance Sampling Policy Optimization; \
            from version 2: When Importance Sampling Misallocates Credit: Asymmetric Ratios for \
            Outcome-Supervised RL).
            """)

    package static let batches = Topic(
        name: "batches", summary: "methods that weigh responses, groups and batches",
        text: """
            Most methods look at a token alone. gspo, gspo-token, gmpo, luspo, topr, vespo, fipo and \
            posmean look at all tokens of its response; real at all responses to its prompt; clip-cov, \
            kl-cov, bapo and m2po at all tokens that the loss sees at once. entropy_top=0.2 is the 80/20 \
            rule, which goes with any method: only the tokens of highest entropy of the batch are trained.

            On the bench, tokens with the same response= form a response, and the bench is the group and \
            the batch. In a log, a batch is what has the same step, epoch and minibatch, as far as these \
            are named, and else all of it; a group is what has the same prompt_id. Batches of more than a \
            million tokens are cut, and reweigh says so. In simulations the minibatch is the batch. \
            Trainers act on the micro-batch of one process, which is smaller.

            What clip-cov draws comes from the seed. plot weight draws methods on responses, and real, \
            against the mean log-ratio of a response.
            """)

    package static let corrections = Topic(
        name: "corrections",
        summary: "a third policy: what the rollout engine computed, and factors for it",
        text: """
            The engine that samples (vLLM, SGLang) computes other probabilities than the trainer, by its \
            kernels and number formats, even for the same weights. So there are three policies: μ, what \
            the engine computed; π_old, what the trainer computed for the policy that sampled; and π. r = \
            π/π_old is drift, ρ = π_old/μ is mismatch, and π/μ = r·ρ.

            correction=NAME multiplies every method's weight by a factor f of ρ: tis holds ρ between \
            rho_low and rho_high; icepop drops tokens outside and multiplies by ρ inside; rho-mask and \
            k3-mask only drop; seq-tis, seq-icepop and seq-rs take the product over the response, \
            geo-tis, geo-icepop, geo-mask and geo-rs its geometric mean; opsm drops bad responses that π \
            has left behind. Bounds are inside. Trainers have other defaults, which help NAME names; verl's token_k1 and \
            seq_mean_k1 bound 1/ρ.

            Give tokens engine=, and the same response= to those of one response; a log needs a column \
            logp_engine (rollout_log_probs and kin). The score is w·f·A + u.

            In simulations rollout= makes the engine differ: bf16, temperature:T, top-p:P or stale:K. \
            kl_engine and rho_mean say how far apart they are, rho_cut what the correction cuts:
            simulate world=graph rollout=temperature:0.9 correction=tis seeds=4 steps=20
            """)

    package static let flip = Topic(
        name: "flip", summary: "what ASPO does instead",
        text: """
            For A > 0 ASPO weighs with 1/r instead of r. PPO's hard mask stays: a token with \
            A > 0 and r > 1 + ε_high, or A < 0 and r < 1 − ε_low, teaches nothing. Large weights \
            are capped softly at c = 3: the value is capped and the gradient is kept.

            It is no better estimate of the on-policy gradient but a deliberate bias: GRPO's \
            ratio does its classical job, and that path itself collapses.

            aspo is the paper's rule; aspo-code is the released code's, whose ε is 0.2 for the \
            80 % of tokens with the lowest entropy in a response and 0.4 for the others.
            """)

    package static let masks = Topic(
        name: "masks", summary: "outside the interval, and gradient zero: two different things",
        text: """
            A ratio outside [1 − ε_low, 1 + ε_high] does not mean that the gradient is zero. PPO \
            masks a token only where it has moved the way its advantage pushes: A > 0 and too \
            high, or A < 0 and too low. In JSON and CSV, outside.M and zero.M tell them apart.

            Hard cap (GRPO's dual clip): A < 0 and r > c has gradient zero.

            Soft cap (ASPO): the weight stays c, and the gradient is kept.
            """)

    package static let gradients = Topic(
        name: "gradients", summary: "which gradient: of log π, of π, or of the logits",
        text: """
            on log π    −w·A            the factor that papers write
            on π        −w·A/π
            on logit a  −w·A·(1 − π)    what moves the network's output

            "Proportional to 1/π" is said of the first, at fixed π_old and within the cap. On \
            logits ASPO's gradient goes with (1 − π)/r.

            |∇z| in tables is the last of the three, |w·A·(1 − π)|. It shrinks as π nears 1, so \
            that of two tokens the one with the larger weight can have the smaller |∇z|. Compare \
            tokens of the same π, as the first two of preset demo, to see what the weight does \
            alone.
            """)

    package static let toy = Topic(
        name: "toy", summary: "what the simulation shows, and what it does not",
        text: """
            The worlds are small: a policy of a few thousand logits on a verifiable task, exact \
            evaluation, large steps. They show the mechanism. They do not show what happens to a \
            language model, and no accuracy gain of ASPO was found in them.

            Entropy falls more slowly under ASPO in these worlds when ratios are far from 1. Part of \
            that is slower learning: GRPO with a smaller learning rate keeps entropy too, and pays \
            for it with accuracy on the way. With one update a rollout (inner=1 on the bench; epochs=1 \
            minibatches=1 in other worlds, which have no inner=) every ratio is 1 and the \
            methods on tokens are the same; those on whole responses, and other ways to add tokens \
            up (aggregation=), are not. Removing the lower mask, or noisy rewards, turns several effects around.
            """)

    package static let figures = Topic(
        name: "figures", summary: "what plot can draw, and where it goes",
        text: """
            plot KIND draws on the screen, plot KIND out=FILE to a PNG, SVG or PDF, and \
            plot KIND + KIND several in one figure. The kinds:

            \(PlotKind.all.map(\.helpLine).joined(separator: "\n"))

            size=neurips-half and others give the width of a paper's text or column; help plot \
            has the rest. A file holds its recipe: recipe FILE prints it, replay FILE follows it, \
            and diff A B says in what two figures differ.
            """)

    package static let numbers = Topic(
        name: "numbers", summary: "how numbers are typed",
        text: """
            0.05  5%  1e-3  200k  1/3  2*eps_low    always a dot, never a comma
            logp(-2.3)                               a log-probability in nats
            0.2..5                                   a range
            grpo,aspo                                a list
            ε_low and eps_low are the same name; so are π_old and old, π and new, Â and adv.
            """)

    package static let keys = Topic(
        name: "keys", summary: "keys at the prompt",
        text: """
            Tab        complete, or list what can stand here; again, the rest of a long list
            →, End     take the grey suggestion, an earlier line; so do Ctrl-F and Ctrl-E
            F1         help on the word at the cursor; the line stays as it is
            Up, Down   earlier lines that begin with what is typed
            Ctrl-R     search earlier lines
            Ctrl-C     drop the line; in a long job, stop it and keep what it had done
            Ctrl-D     leave
            Your ~/.inputrc is honoured ($if flipside … $endif for Flipside alone).
            """)

    package static let notebooks = Topic(
        name: "notebooks", summary: "Jupyter: a kernel, and %%flipside in Python notebooks",
        text: """
            In a shell: flipside jupyter install. Then choose Flipside as the kernel of a notebook; \
            a cell holds commands, one a line. Tables, figures and completion are those of the \
            prompt, and undo takes a cell back. An interrupt stops the cell and keeps the bench.

            In a notebook whose kernel is Python: %load_ext flipside_lab.magic, then %%flipside at \
            the top of a cell; %%flipside -o df puts its last table into the variable df.

            Programs of other kinds speak to flipside --protocol jsonl; docs/protocol.md says how.
            """)
}
