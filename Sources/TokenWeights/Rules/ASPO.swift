// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// ASPO as the paper describes it: one ε for all tokens.
    ///
    /// The released code differs from the paper, and is ``aspoCode`` here: it takes ε = 0.4 for
    /// the fifth of a response's tokens with the highest entropy and 0.2 for the others, where
    /// the paper names 0.2 for all. Two things the code settles for both: the cap keeps the
    /// gradient on both signs (the paper's text is silent on A < 0), and c = 3 (in the paper only
    /// a line of Figure 4).
    public static let aspo = WeightRule(
        name: "aspo", title: "ASPO",
        summary: """
            The ratio turned over for good answers, so that tokens which lag behind are pushed \
            hardest; PPO's mask; weights capped at c with their gradient kept.
            """,
        source: aspoPaper + """
            ; one ε for all tokens, as the paper says. Checked against Archer2.0, \
            compute_policy_loss_archer, with the same ε for all tokens
            """,
        parameters: [.clipBelow, .clipAbove, .cap], outside: .outsideInterval,
        cases: .clip() + .flipped(cap: "c"),
        loss: { values, token, frozen in
            aspoLoss(
                token, frozen: frozen, clip: ClipInterval(values), positiveCap: values[.cap],
                negativeCap: values[.cap])
        })

    /// The paper's two titles: version 1 of October 2025, version 2 of May 2026.
    static let aspoPaper = """
        Wang et al., "ASPO: Asymmetric Importance Sampling Policy Optimization" (version 1), \
        "When Importance Sampling Misallocates Credit: Asymmetric Ratios for Outcome-Supervised \
        RL" (version 2), arXiv:2510.06062, section 6 and eq. 3
        """
}
