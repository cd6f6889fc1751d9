// SPDX-License-Identifier: GPL-3.0-or-later

/// A claim of the article, the lines that try it here, and what came of them.
package struct ArticleClaim: Sendable {
    /// The claim, in the article's sense.
    package let claim: String

    /// What to type, one after the other, from a new session on.
    package let lines: [String]

    /// What came out; its decimals stand in what the lines print, which a test types again.
    package let outcome: String

    /// Returns the claim as `help article` shows it, after another one.
    func text(after other: ArticleClaim?) -> String {
        let shown = other?.lines == lines ? ["(the same lines)"] : lines
        return "\(claim)\n\n\(shown.map { "  " + $0 }.joined(separator: "\n"))\n\n→ \(outcome)"
    }

    /// Every claim, in the order of the article.
    package static let all = [
        ArticleClaim(
            claim:
                "1. For A > 0 the ratio weighs tokens the wrong way round; turned over, it helps those that lag.",
            lines: [
                "clear", "token lagging old=0.9 new=0.1 adv=1",
                "token risen old=0.9 new=0.95 adv=1", "weights methods=grpo,aspo",
            ],
            outcome: """
                Holds, by arithmetic: GRPO weighs the token that lags with 0.1111 and the one that has risen \
                with 1.0556, ASPO with 3.0000 and 0.9474.
                """),
        ArticleClaim(
            claim: "2. Clipping is a mask on a weighted likelihood (Proposition 4.1).",
            lines: [
                "clear", "token over old=0.5 new=0.7 adv=1", "explain over methods=grpo",
            ],
            outcome: """
                Holds: at r = 1.4000 the weight is 0, and within the bound it is r. Tests hold it for \
                every method against its loss.
                """),
        ArticleClaim(
            claim: "3. Good tokens have larger ratios than bad ones (Figure 3).",
            lines: ["load assets/logs/tiny-grpo-tokens.csv", "reweigh methods=grpo"],
            outcome: """
                Holds in this small real run: the mean ratio is 1.0086 where A > 0 and 0.9681 where A < 0. It \
                comes of using samples twice; on the first pass all ratios are near 1.
                """),
        ArticleClaim(
            claim:
                "4. Without the ratio accuracy is the same, and entropy falls more slowly (Figure 2).",
            lines: training,
            outcome: """
                Holds in this toy world: no difference seen in accuracy, and 0.037 more entropy at the end, in 8 \
                of 8 seeds.
                """),
        ArticleClaim(
            claim: "5. ASPO keeps more entropy, repeats itself less, and is slower at first.",
            lines: training,
            outcome: """
                Holds there: 0.121 more entropy, 0.057 fewer duplicates, and 0.83 steps later to an accuracy \
                of 0.8, each in 8 of 8 seeds. Part of it is slower learning: help toy.
                """),
        ArticleClaim(
            claim: "6. ASPO ends better.",
            lines: training,
            outcome: """
                Not seen: accuracy at the end is 0.00063 lower, and on held-out prompts there is no difference. \
                What the article measured on language models: cite results.
                """),
        ArticleClaim(
            claim: "7. Flipped weights need the cap, or the gradient's norm leaps (Figure 8).",
            lines: [
                "simulate world=graph seeds=8 steps=60 methods=aspo,aspo-nocap",
                "compare metrics=grad_norm",
            ],
            outcome: """
                Holds: over all steps the norm is 0.00832 with the cap, and 10434 on average without it, which \
                single updates make.
                """),
    ]

    /// The training that several claims look at.
    private static let training = [
        "simulate world=graph seeds=8 steps=60 methods=grpo,aspo,nois",
        "compare metrics=entropy,acc,held_acc,dup_rate,steps_to_acc level=0.8",
    ]
}

extension Topic {
    /// The article's claims, tried.
    package static let article = Topic(
        name: "article", summary: "the article's claims, and what comes of them here",
        text: """
            arXiv 2510.06062, its claims one by one, what to type, and what came out. The worlds are toys \
            with large steps: they show mechanisms, not language models.

            \(zip(ArticleClaim.all, [nil] + ArticleClaim.all).map { $0.text(after: $1) }.joined(separator: "\n\n"))
            """)
}
